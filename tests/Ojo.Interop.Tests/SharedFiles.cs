using System.Text.Json;

namespace Ojo.Interop.Tests;

/// <summary>Traces of other people's programs, which lie beside the repository where somebody has put them.</summary>
internal static class SharedFiles
{
    private static readonly string? s_directory = Find();

    /// <summary>The path of one of them, or the test is skipped.</summary>
    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(s_directory is null, "There are no real traces beside the repository, in ../shared/data.");
        return System.IO.Path.Combine([s_directory!, .. parts]);
    }

    /// <summary>The names of the files in one of its folders; none where there is none.</summary>
    public static IEnumerable<string> Names(string folder) =>
        s_directory is null ? [] : Directory.GetFiles(System.IO.Path.Combine(s_directory, folder)).Select(static path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>The files of a folder as cases of a theory: one with an empty name where there are none, so that it is skipped with the reason.</summary>
    public static TheoryData<string> Cases(string folder)
    {
        TheoryData<string> names = [.. Names(folder)];
        if (names.Count == 0)
        {
            names.Add("");
        }

        return names;
    }

    /// <summary>The figures of a file that were computed independently.</summary>
    public static JsonElement Expected(string folder, string name)
    {
        using JsonDocument expectations = JsonDocument.Parse(File.ReadAllBytes(Path("expected.json")));
        return expectations.RootElement.GetProperty($"{folder}/{name}").Clone();
    }

    /// <summary>One of the figures, by the names on the way to it; null where there is none.</summary>
    public static double? Figure(JsonElement figures, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (figures.ValueKind != JsonValueKind.Object || !figures.TryGetProperty(name, out figures))
            {
                return null;
            }
        }

        return figures.ValueKind == JsonValueKind.Number ? figures.GetDouble() : null;
    }

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Ojo.sln")))
            {
                string path = System.IO.Path.Combine(at.FullName, "..", "shared", "data");
                return Directory.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
