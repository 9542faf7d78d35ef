namespace Ojo.Explorer.Plugins;

/// <summary>The directory of plugins: <c>NAME.js</c>, or <c>NAME/plugin.js</c> with other files beside it; <c>.mjs</c> does as well.</summary>
/// <remarks>Looked at anew with every request: a plugin that is changed or added is there when the page is loaded again. Links are not followed.</remarks>
internal sealed class PluginFolder(string? root)
{
    /// <summary>Where its files are served.</summary>
    public const string Pattern = Prefix + "{**path}";

    private const string Prefix = "/plugins/";
    private const int MostPlugins = 64;
    private const int MostParts = 8;
    private const long MostBytes = 4 << 20;
    private static readonly string[] s_modules = [".js", ".mjs"];
    private static readonly string[] s_extensions = [.. s_modules, ".css", ".json", ".svg", ".png"];

    private readonly string? _root = root is null ? null : Path.GetFullPath(root);

    /// <summary>Every plugin's name and the address of its module, in order of name.</summary>
    public IReadOnlyList<(string Name, string Module)> List()
    {
        if (_root is null)
        {
            return [];
        }

        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (FileSystemInfo entry in EntriesOf(_root))
        {
            bool isFolder = entry is DirectoryInfo;
            foreach (string extension in s_modules)
            {
                string? path = isFolder ? $"{entry.Name}/plugin{extension}" : entry.Extension == extension ? entry.Name : null;
                if (path is not null && found.Count < MostPlugins && Find(path) is not null)
                {
                    found.TryAdd(isFolder ? entry.Name : Path.GetFileNameWithoutExtension(entry.Name), Prefix + path);
                }
            }
        }

        return [.. found.Select(static one => (one.Key, one.Value))];
    }

    /// <summary>A file inside the directory; null where there is none of that name, or it is none that is served.</summary>
    /// <param name="path">Its path below the directory, as a request gives it.</param>
    public FileInfo? Find(string path)
    {
        string[] parts = path.Split('/');
        if (_root is null || parts.Length > MostParts || !parts.All(IsName))
        {
            return null;
        }

        string place = _root;
        foreach (string part in parts[..^1])
        {
            place = Path.Combine(place, part);
            DirectoryInfo folder = new(place);
            if (!folder.Exists || IsLink(folder))
            {
                return null;
            }
        }

        FileInfo file = new(Path.Combine(place, parts[^1]));
        return file.Exists && !IsLink(file) && file.Length <= MostBytes && s_extensions.Contains(file.Extension, StringComparer.Ordinal) ? file : null;
    }

    // Nothing but these characters, and no dot in front: no way up, no hidden file, no stream, no drive, no device's escape.
    private static bool IsName(string part) =>
        part.Length is > 0 and <= 100 && part[0] != '.' && part[^1] != '.' && part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static List<FileSystemInfo> EntriesOf(string root)
    {
        try
        {
            return [.. new DirectoryInfo(root).EnumerateFileSystemInfos().Take(MostPlugins * 16)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone since, or closed to this user: then there are no plugins.
            return [];
        }
    }
}
