using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;

namespace Ojo.Cli.Schema;

/// <summary>Finds the declarations of events, wherever they are: in a schema file, in a directory of traces, in a store.</summary>
internal static class SchemaSource
{
    // Some ten thousand events: what is larger is no schema.
    private const long LongestFile = 64 << 20;

    /// <exception cref="IOException">There is nothing of this name, or it cannot be read.</exception>
    /// <exception cref="StoreUnavailableException">It is taken for a store and is none.</exception>
    public static IReadOnlyList<EventDescriptor> Read(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            string output = Path.Combine(path, "output");
            string[] files = [.. SchemasOf(path), .. Directory.Exists(output) ? SchemasOf(output) : []];
            return files.Length > 0 ? Ordered(files.SelectMany(ReadFile))
                : OjoStore.Exists(path) ? ReadStore(path, cancellation)
                : throw new FileNotFoundException($"{path} has no schema_….json, and is no store.");
        }

        return !File.Exists(path) ? throw new FileNotFoundException($"There is no {path}: name a schema file, a directory of traces or a store.")
            : IsJson(path) ? Ordered(ReadFile(path)) : ReadStore(path, cancellation);
    }

    private static string[] SchemasOf(string directory) => Directory.GetFiles(directory, "schema_*.json");

    private static bool IsJson(string path)
    {
        using FileStream file = File.OpenRead(path);
        int first = file.ReadByte();
        while (first is ' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF)
        {
            first = file.ReadByte();
        }

        return first == '{';
    }

    private static IReadOnlyList<EventDescriptor> ReadFile(string path)
    {
        if (new FileInfo(path).Length > LongestFile)
        {
            throw new IOException($"{path} is too long for a schema.");
        }

        try
        {
            return SchemaDocument.Parse(File.ReadAllBytes(path)).Events;
        }
        catch (TraceFormatException exception)
        {
            throw new IOException($"{path} is no schema: {exception.Message}", exception);
        }
    }

    private static EventDescriptor[] ReadStore(string path, CancellationToken cancellation)
    {
        using IStoreReader store = OjoStore.OpenReader(path);
        return Ordered(store.GetEventTypes(cancellation).Select(static type => type.Descriptor).OfType<EventDescriptor>());
    }

    /// <summary>In order of provider and id; what several files or services declare alike is there once.</summary>
    private static EventDescriptor[] Ordered(IEnumerable<EventDescriptor> events) =>
    [
        .. events.DistinctBy(static one => (one.Provider, one.Id, EventText.Of(one)))
            .OrderBy(static one => one.Provider, StringComparer.Ordinal).ThenBy(static one => one.Id).ThenBy(static one => one.Name, StringComparer.Ordinal),
    ];
}
