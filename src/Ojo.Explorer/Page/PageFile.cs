using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace Ojo.Explorer.Page;

/// <summary>A file of the page.</summary>
internal sealed class PageFile(Assembly assembly, string resource)
{
    private readonly Lazy<EntityTagHeaderValue> _tag = new(() => TagOf(assembly, resource));
    private readonly string _contentType = ContentTypes.Of(Path.GetExtension(resource));

    /// <summary>Answers with the file, or with the word that the client has it already.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        RequestHeaders headers = context.Request.GetTypedHeaders();
        response.Headers.ETag = _tag.Value.ToString();
        // The names of the files do not change with their content: ask each time, and mostly hear that nothing changed.
        response.Headers.CacheControl = "no-cache";
        if (headers.IfNoneMatch.Any(t => t.Compare(_tag.Value, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        Stream content = assembly.GetManifestResourceStream(resource)!;
        await using (content.ConfigureAwait(false))
        {
            response.ContentType = _contentType;
            response.ContentLength = content.Length;
            await content.CopyToAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static EntityTagHeaderValue TagOf(Assembly assembly, string resource)
    {
        using Stream content = assembly.GetManifestResourceStream(resource)!;
        return new($"\"{Fingerprint.Of(content)}\"", isWeak: true);
    }
}
