using System.Globalization;
using Ojo.Configuration;

namespace Ojo.FlightRecorder.Triggers;

/// <summary>So many events of a type for which something holds, within so long, are a reason for a snapshot.</summary>
/// <param name="Name">The wire name, or the id as <c>0x00010001</c>.</param>
/// <param name="Conditions">What must hold for the event's fields.</param>
/// <param name="Count">How many.</param>
/// <param name="Within">Within how long; null where it does not matter.</param>
internal sealed record EventTrigger(string Name, IReadOnlyList<FieldCondition> Conditions, int Count, TimeSpan? Within)
{
    public const int MostCount = 1_000_000;

    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted =
        "event names, each with a condition, a count and a time if it likes, such as CONNECTION_CLOSED, PACKET_LOST_TIMEOUT:100/1s, RTT_UPDATED where latest > 500ms and flow = 7:3/1s";

    private static readonly System.Buffers.SearchValues<char> s_notInNames = System.Buffers.SearchValues.Create(" /\t<>=!");
    private const string Where = "where";
    private const string And = "and";

    /// <summary>The id, where it was given as a number.</summary>
    public uint? Id => Name.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && uint.TryParse(Name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id) ? id : null;

    /// <summary>What the snapshot gives as its reason, but for count and time.</summary>
    public string Description { get; private init; } = Name;

    /// <summary>Reads a list; an empty text is an empty list.</summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong with it.</exception>
    public static EventTrigger[] ParseList(string text) => [.. QuotedText.Split(text, ',').Select(static part => part.Trim()).Where(static part => part.Length > 0).Select(Parse)];

    private static EventTrigger Parse(string text)
    {
        (string condition, int count, TimeSpan? within) = CutCount(text);
        string[] parts = [.. QuotedText.SplitAtWord(condition, Where)];
        string name = parts[0].Trim();
        if (name.Length == 0 || parts.Length > 2 || name.AsSpan().ContainsAny(s_notInNames))
        {
            throw new FormatException($"\"{text}\" does not begin with the name of an event, and \"where\" if there is more.");
        }

        FieldCondition[] conditions = parts.Length == 1
            ? []
            : [.. QuotedText.SplitAtWord(parts[1], And).Select(static comparison => FieldCondition.Parse(comparison))];
        return new EventTrigger(name, conditions, count, within) { Description = condition.Trim() };
    }

    private static (string Condition, int Count, TimeSpan? Within) CutCount(string text)
    {
        int colon = QuotedText.LastIndexOf(text, ':');
        if (colon < 0)
        {
            return (text, 1, null);
        }

        ReadOnlySpan<char> rest = text.AsSpan(colon + 1);
        int slash = rest.IndexOf('/');
        TimeSpan within = default;
        return int.TryParse(rest[..(slash < 0 ? rest.Length : slash)].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= MostCount
            && (slash < 0 || TracerEnvironment.TryParseTime(rest[(slash + 1)..].Trim(), out within))
            ? (text[..colon], count, slash < 0 ? null : within)
            : throw new FormatException($"\"{rest.Trim()}\" in \"{text}\" is no count from 1 to {MostCount}, with a time after it if it likes, such as 100/1s.");
    }
}
