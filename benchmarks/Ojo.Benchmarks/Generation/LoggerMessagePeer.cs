using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Ojo.Benchmarks.Generation;

/// <summary>The generator of [LoggerMessage], the best known of its kind: the one to be measured beside.</summary>
internal static class LoggerMessagePeer
{
    private const string FileName = "Microsoft.Extensions.Logging.Generators.dll";

    /// <summary>The generator as the installed SDK has it; null where there is no SDK, or none with ASP.NET Core.</summary>
    public static IIncrementalGenerator? Find()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/ is where this program's framework is.
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        string packs = Path.Combine(root, "packs", "Microsoft.AspNetCore.App.Ref");
        string? path = Directory.Exists(packs)
            ? Directory.EnumerateFiles(packs, FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return path is null
            ? null
            : Assembly.LoadFrom(path).GetTypes()
                .Where(static type => typeof(IIncrementalGenerator).IsAssignableFrom(type) && !type.IsAbstract)
                .Select(static type => (IIncrementalGenerator)Activator.CreateInstance(type)!)
                .FirstOrDefault();
    }
}
