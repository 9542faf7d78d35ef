using System.Globalization;
using System.Text;
using Ojo.Catalogue;

namespace Ojo.Generators.Parsing;

/// <summary>Hands out names of generated files: legal and different on every file system, and short.</summary>
internal sealed class HintNames
{
    private const int MaxLength = 100;

    // The compiler compares them without regard to case, as some file systems do.
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A file name made of <paramref name="name"/>, with a hash of it where that alone would be too long or taken.</summary>
    public string Take(string name, string suffix)
    {
        var legal = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            legal.Append(c is '.' or '_' or '-' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') ? c : '_');
        }

        string hint = legal.Length <= MaxLength ? legal.ToString() : legal.ToString(0, MaxLength);
        if (legal.Length > MaxLength || _taken.Contains(hint))
        {
            hint += "." + EventTypeId.Derive(name, suffix).ToString("x8", CultureInfo.InvariantCulture);
        }

        _taken.Add(hint);
        return hint + suffix;
    }
}
