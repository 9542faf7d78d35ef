using Ojo.Format;

namespace Ojo.Storage.Decoding;

/// <summary>Tests of an event of one type of which one must pass, or none.</summary>
/// <param name="any">The tests.</param>
/// <param name="isNegated">Whether none may pass.</param>
internal sealed class EventClause(IReadOnlyList<IEventTest> any, bool isNegated = false)
{
    /// <summary>A field and the values, both included, between which it is in events that pass; null where the clause does not say.</summary>
    public (int Number, double Min, double Max)? Bounds { get; } = isNegated ? null : BoundsOf(any);

    /// <summary>What passes where this does not.</summary>
    public EventClause Not() => new(any, !isNegated);

    /// <summary>Whether an event passes.</summary>
    public bool Passes(in TraceEvent traceEvent, IEventTexts texts)
    {
        foreach (IEventTest test in any)
        {
            if (test.Passes(traceEvent, texts))
            {
                return !isNegated;
            }
        }

        return isNegated;
    }

    private static (int Number, double Min, double Max)? BoundsOf(IReadOnlyList<IEventTest> any)
    {
        if (any.Count == 0 || any.Any(test => test.Bounds is null || test.Number != any[0].Number))
        {
            return null;
        }

        return (any[0].Number, any.Min(static test => test.Bounds!.Value.Min), any.Max(static test => test.Bounds!.Value.Max));
    }
}
