using System.Globalization;
using Ojo.Conditions;

namespace Ojo.FlightRecorder.Triggers;

/// <summary>An event and a condition as somebody wrote them: a reason for a snapshot.</summary>
/// <param name="Name">The wire name, or the id as <c>0x00010001</c>.</param>
/// <param name="Condition">What must hold for how many of them.</param>
internal sealed record EventTrigger(string Name, EventCondition Condition)
{
    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted =
        "event names, each with a condition, a count and a time if it likes, such as CONNECTION_CLOSED, PACKET_LOST_TIMEOUT:100/1s, RTT_UPDATED where latest > 500ms and flow = 7:3/1s";

    private static readonly System.Buffers.SearchValues<char> s_notInNames = System.Buffers.SearchValues.Create(" /\t<>=!");
    private const string Where = "where";

    /// <summary>The id, where it was given as a number.</summary>
    public uint? Id => Name.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && uint.TryParse(Name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id) ? id : null;

    /// <summary>Reads a list; an empty text is an empty list.</summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong with it.</exception>
    public static EventTrigger[] ParseList(string text) =>
        [.. QuotedText.Split(new TextSlice(text), ',').Select(static part => part.Trim()).Where(static part => !part.IsEmpty).Select(Parse)];

    private static EventTrigger Parse(TextSlice text)
    {
        (TextSlice before, EventCondition counted) = EventCondition.CutCount(text);
        TextSlice[] parts = [.. QuotedText.SplitAtWord(before, Where)];
        string name = parts[0].Trim().ToString();
        return name.Length == 0 || parts.Length > 2 || name.AsSpan().ContainsAny(s_notInNames)
            ? throw new FormatException($"\"{text}\" does not begin with the name of an event, and \"where\" if there is more.")
            : new EventTrigger(name, parts.Length == 1 ? counted : counted.With(parts[1].Trim()));
    }
}
