using Ojo.Filtering;

namespace Ojo;

/// <summary>What turns the events of one category and level on and off in a <see cref="Tracer"/>.</summary>
/// <remarks>
/// Kept in a static readonly field by whoever records. A program may have 255 pairs of category and level; further ones
/// share a switch, which is on while any of them is.
/// </remarks>
public readonly struct EventSwitch
{
    private EventSwitch(byte index) => Index = index;

    internal byte Index { get; }

    /// <summary>The switch of a category and a level: the same for the same two, everywhere in the program. Safe from any thread.</summary>
    public static EventSwitch For(string category, EventLevel level)
    {
        ArgumentNullException.ThrowIfNull(category);
        return new EventSwitch(EventSwitchTable.IndexOf(category, level));
    }
}
