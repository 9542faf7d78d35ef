using System.Globalization;

namespace Ojo.Conditions;

/// <summary>What must hold for so many events of a type within so long.</summary>
/// <param name="Comparisons">All of them must hold; none: each event counts.</param>
/// <param name="Count">How many.</param>
/// <param name="Within">Within how long; null where it does not matter.</param>
/// <remarks>
/// The one reader of conditions: a recorder's options are read by it when a tracer is created, and declarations when they are compiled, for which this folder is
/// compiled into the generator too.
/// </remarks>
internal sealed record EventCondition(IReadOnlyList<FieldCondition> Comparisons, int Count, TimeSpan? Within)
{
    public const int MostCount = 1_000_000;
    public const int MostLength = 1_000;
    private const string And = "and";

    /// <summary>The words for a condition that holds for each event.</summary>
    private static readonly string[] s_always = ["always", "true"];

    /// <summary>The comparisons as they were written; empty if there are none.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Reads comparisons, or <c>always</c>, with a count and a time behind them if they like: <c>latest > 500ms and flow = 7:3/1s</c>.</summary>
    /// <exception cref="ConditionException">It is something else; the message says what.</exception>
    public static EventCondition Parse(string text)
    {
        if (text.Length > MostLength)
        {
            throw new ConditionException(new TextSlice(text), $"It has {text.Length} characters; {MostLength} are the most that a condition may have.") { IsSyntax = true };
        }

        for (int at = 0; at < text.Length; at++)
        {
            bool isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if (char.IsControl(text[at]) || (char.IsSurrogate(text[at]) && !isPair))
            {
                throw new ConditionException(new TextSlice(text, at, 1), "A condition stands on one line, without a tab or half a surrogate pair.") { IsSyntax = true };
            }

            at += isPair ? 1 : 0;
        }

        (TextSlice comparisons, EventCondition counted) = CutCount(new TextSlice(text));
        return counted.With(comparisons);
    }

    /// <summary>Reads the count and the time at the end, if there are any.</summary>
    /// <returns>What stands before them, and a condition of them alone.</returns>
    /// <exception cref="ConditionException">There is no count behind the colon.</exception>
    public static (TextSlice Before, EventCondition Counted) CutCount(TextSlice text)
    {
        int colon = QuotedText.LastIndexOf(text, ':');
        if (colon < 0)
        {
            return (text.Trim(), new EventCondition([], 1, null));
        }

        TextSlice rest = text.After(colon + 1).Trim();
        int slash = rest.IndexOf('/');
        TimeSpan within = default;
        return int.TryParse(rest.First(slash < 0 ? rest.Length : slash).Trim().ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= MostCount
            && (slash < 0 || TimeText.TryParse(rest.After(slash + 1).Trim().ToString(), out within))
            ? (text.First(colon).Trim(), new EventCondition([], count, slash < 0 ? null : within))
            : throw new ConditionException(
                rest.IsEmpty ? text : rest, $"\"{rest}\" in \"{text.Trim()}\" is no count from 1 to {MostCount}, with a time after it if it likes, such as 100/1s.")
            { IsSyntax = true };
    }

    /// <summary>The same with these comparisons.</summary>
    /// <exception cref="ConditionException">They are none.</exception>
    public EventCondition With(TextSlice comparisons) => Array.Exists(s_always, comparisons.IsWord)
        ? this
        : this with { Comparisons = [.. QuotedText.SplitAtWord(comparisons, And).Select(FieldCondition.Parse)], Text = comparisons.ToString() };

    /// <summary>Which events count.</summary>
    /// <param name="name">What they are called.</param>
    public string Describe(string name) => Text.Length == 0 ? name : $"{name} where {Text}";

    /// <summary>Why a snapshot is taken of so many events within so long.</summary>
    public static string ReasonOf(string what, int count, TimeSpan? within) => (count, within) switch
    {
        (1, _) => what,
        (_, { } time) => string.Format(CultureInfo.InvariantCulture, "{0} {1} within {2:0.###} s", count, what, time.TotalSeconds),
        _ => string.Format(CultureInfo.InvariantCulture, "{0} {1}", count, what),
    };
}
