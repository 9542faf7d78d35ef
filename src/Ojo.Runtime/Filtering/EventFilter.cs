using System.Collections.Frozen;

namespace Ojo.Filtering;

/// <summary>Which events are recorded: for a category, those at or above a level.</summary>
internal sealed class EventFilter
{
    private const string EveryOther = "*";
    private const EventLevel Off = EventLevel.Error + 1;

    private readonly string _text;
    private readonly FrozenDictionary<string, EventLevel> _levels;
    private readonly EventLevel _everyOther;

    private EventFilter(string text, FrozenDictionary<string, EventLevel> levels)
    {
        _text = text;
        _levels = levels;
        _everyOther = levels.GetValueOrDefault(EveryOther, EventLevel.Trace);
    }

    /// <summary>Reads <c>Category:level,Category:off,*:level</c>. Categories that are not named are recorded unless <c>*</c> says otherwise.</summary>
    /// <exception cref="FormatException">A part is not understood; the message says which, and what is accepted.</exception>
    public static EventFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Dictionary<string, EventLevel> levels = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // The last colon: a category may have colons of its own.
            int colon = part.LastIndexOf(':');
            string category = colon < 0 ? "" : part[..colon].Trim();
            if (category.Length == 0 || !TryParseLevel(part.AsSpan(colon + 1).Trim(), out EventLevel level))
            {
                throw new FormatException(
                    $"The filter has \"{part}\" where a category, a colon and one of trace, debug, info, warning, error and off were expected, as in \"Packet:debug,CongestionControl:off,*:info\".");
            }

            if (!levels.TryAdd(category, level))
            {
                throw new FormatException($"The filter speaks of \"{category}\" twice.");
            }
        }

        return new EventFilter(text.Trim(), levels.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether events of a category and level are recorded.</summary>
    public bool Allows(string category, EventLevel level) => level >= _levels.GetValueOrDefault(category, _everyOther);

    /// <summary>The filter as it was written.</summary>
    public override string ToString() => _text;

    private static bool TryParseLevel(ReadOnlySpan<char> word, out EventLevel level)
    {
        if (word.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            level = Off;
            return true;
        }

        level = default;
        return !word.IsEmpty && char.IsAsciiLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out level);
    }
}
