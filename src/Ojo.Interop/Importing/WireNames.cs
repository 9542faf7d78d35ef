using System.Text;
using Ojo.Catalogue;

namespace Ojo.Interop.Importing;

/// <summary>Makes the wire names of event types that a file names: whatever it calls them, each gets a safe one of its own.</summary>
internal sealed class WireNames
{
    /// <summary>How many characters of a name are kept.</summary>
    public const int MostLength = 100;

    private readonly string _provider;
    private readonly HashSet<uint> _ids;
    private readonly HashSet<string> _names;

    /// <param name="provider">The format that the types are of.</param>
    /// <param name="taken">Those that there are already.</param>
    public WireNames(string provider, IReadOnlyList<EventDescriptor> taken)
    {
        _provider = provider;
        _ids = [.. taken.Select(static type => type.Id)];
        _names = [.. taken.Select(static type => type.Name)];
    }

    /// <summary>A name as a person may see it, on a terminal too.</summary>
    public static string Printable(string name)
    {
        string shown = string.Concat(name.Take(MostLength).Select(static c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));
        return shown.Length == 0 ? "without a name" : shown;
    }

    /// <summary>A wire name, and the id that comes of it, that no other type has.</summary>
    public (string Name, uint Id) Add(string name)
    {
        string stem = Of(name);
        string wire = stem;
        for (int n = 2; !_names.Add(wire) || !_ids.Add(EventTypeId.Derive(_provider, wire)); n++)
        {
            wire = $"{stem}_{n}";
        }

        return (wire, EventTypeId.Derive(_provider, wire));
    }

    private static string Of(string name)
    {
        StringBuilder wire = new();
        foreach (char c in name)
        {
            if (wire.Length == MostLength)
            {
                break;
            }

            wire.Append(char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_');
        }

        if (wire.Length == 0)
        {
            return "EVENT";
        }

        return char.IsAsciiDigit(wire[0]) ? $"EVENT_{wire}" : wire.ToString();
    }
}
