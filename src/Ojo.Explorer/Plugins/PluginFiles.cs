using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Page;

namespace Ojo.Explorer.Plugins;

/// <summary>Serves the files of plugins.</summary>
internal sealed class PluginFiles(PluginFolder folder)
{
    /// <summary>Answers with the file that the path names, or with the word that the client has it already.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.RouteValues["path"] as string ?? "";
        byte[] content = await ReadAsync(path, context.RequestAborted).ConfigureAwait(false);
        EntityTagHeaderValue tag = new(string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(SHA256.HashData(content)).AsSpan(0, 20)}\""), isWeak: true);
        HttpResponse response = context.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = ContentTypes.Of(Path.GetExtension(path));
        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return folder.Find(path) is { } file
                ? await File.ReadAllBytesAsync(file.FullName, cancellation).ConfigureAwait(false)
                : throw Fault.UnknownPath("/plugins/" + path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Why is nobody's business but the server's.
            throw Fault.UnknownPath("/plugins/" + path);
        }
    }
}
