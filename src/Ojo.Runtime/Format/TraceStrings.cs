using System.Text;

namespace Ojo.Format;

/// <summary>The strings of one run that a reader has met, by their ids.</summary>
/// <remarks>
/// A string is defined in the file in which an event first refers to it, or in an earlier one: whoever reads a run's files in
/// order of their sequence, with one of these for all, finds every string. Not safe for several threads at once.
/// </remarks>
public sealed class TraceStrings
{
    private readonly Dictionary<uint, string> _strings = [];

    /// <summary>How many strings have been met.</summary>
    public int Count => _strings.Count;

    /// <summary>The string of an id; null for 0, and for an id whose definition was not met.</summary>
    public string? Find(uint id) => _strings.GetValueOrDefault(id);

    /// <summary>Notes a string, unless there is one of that id, or the id is 0, which stands for none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="text">The string in UTF-8; what is not becomes U+FFFD.</param>
    public void Define(uint id, ReadOnlySpan<byte> text)
    {
        if (id != 0)
        {
            _strings.TryAdd(id, Encoding.UTF8.GetString(text));
        }
    }
}
