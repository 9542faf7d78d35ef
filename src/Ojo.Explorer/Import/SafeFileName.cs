using System.Text;

namespace Ojo.Explorer.Import;

/// <summary>Names that clients give their files, made fit for a directory of this machine's.</summary>
internal static class SafeFileName
{
    private const int MostLength = 100;

    /// <summary>The name without folders, of letters, digits, points, hyphens and underscores; never empty, and never one that means something else.</summary>
    public static string Of(string name)
    {
        StringBuilder safe = new();
        foreach (char c in name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1))
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
        }

        // The end says more of a file than its beginning; a point in front would hide it.
        string end = safe.Length > MostLength ? safe.ToString(safe.Length - MostLength, MostLength) : safe.ToString();
        string visible = end.TrimStart('.');
        return visible.Length == 0 ? "trace" : visible;
    }
}
