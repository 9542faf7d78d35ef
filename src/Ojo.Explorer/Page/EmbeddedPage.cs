using System.Reflection;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Page;

/// <summary>Serves the page from inside the assembly. No path of a request ever reaches a file system.</summary>
internal sealed class EmbeddedPage
{
    private const string Prefix = "wwwroot/";
    private const string Index = "/index.html";

    private readonly Dictionary<string, PageFile> _files = new(StringComparer.Ordinal);

    public EmbeddedPage(Assembly assembly)
    {
        foreach (string name in assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            _files["/" + name[Prefix.Length..]] = new PageFile(assembly, name);
        }
    }

    /// <summary>Answers with the file that the path names; the page's own routes all begin at its index.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string path = request.Path.Value is { Length: > 1 } given ? given : Index;
        bool isApi = request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi");
        if (isApi || (!_files.TryGetValue(path, out PageFile? file) && !IsRoute(path)))
        {
            throw Fault.UnknownPath(path);
        }

        if (!HttpMethods.IsGet(request.Method))
        {
            throw Fault.MethodNotAllowed(request.Method);
        }

        file ??= _files.GetValueOrDefault(Index) ?? throw Fault.UnknownPath(path);
        return file.AnswerAsync(context);
    }

    /// <summary>Whether the path is one that the page itself makes sense of: its last part has no extension.</summary>
    private static bool IsRoute(string path) => !path.AsSpan(path.LastIndexOf('/') + 1).Contains('.');
}
