using System.Globalization;
using Ojo.Configuration;

namespace Ojo.FlightRecorder;

/// <summary>So many events of a type, within so long, are a reason for a snapshot.</summary>
/// <param name="Name">The wire name, or the id as <c>0x00010001</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Within">Within how long; null where it does not matter.</param>
internal sealed record EventTrigger(string Name, int Count, TimeSpan? Within)
{
    private const int MostCount = 1_000_000;

    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted = "event names, each with a count and a time if it likes, such as CONNECTION_CLOSED, PACKET_LOST_TIMEOUT:100/1s";

    /// <summary>The id, where it was given as a number.</summary>
    public uint? Id => Name.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && uint.TryParse(Name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id) ? id : null;

    /// <summary>Reads a list; an empty text is an empty list.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EventTrigger[] triggers)
    {
        List<EventTrigger> list = [];
        triggers = [];
        foreach (Range part in text.Split(','))
        {
            ReadOnlySpan<char> trigger = text[part].Trim();
            if (trigger.IsEmpty)
            {
                continue;
            }

            if (Parse(trigger) is not { } parsed)
            {
                return false;
            }

            list.Add(parsed);
        }

        triggers = [.. list];
        return true;
    }

    private static EventTrigger? Parse(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        string name = text[..(colon < 0 ? text.Length : colon)].Trim().ToString();
        if (name.Length == 0 || name.AsSpan().ContainsAny(" /\t"))
        {
            return null;
        }

        if (colon < 0)
        {
            return new EventTrigger(name, 1, null);
        }

        ReadOnlySpan<char> rest = text[(colon + 1)..];
        int slash = rest.IndexOf('/');
        TimeSpan within = default;
        return int.TryParse(rest[..(slash < 0 ? rest.Length : slash)].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= MostCount
            && (slash < 0 || TracerEnvironment.TryParseTime(rest[(slash + 1)..].Trim(), out within))
            ? new EventTrigger(name, count, slash < 0 ? null : within)
            : null;
    }
}
