namespace Ojo;

/// <summary>What turns the events of one category and level on and off in a <see cref="Tracer"/>.</summary>
public readonly struct EventSwitch
{
    private EventSwitch(byte index) => Index = index;

    internal byte Index { get; }

    /// <summary>The switch of a category and a level: the same for the same two, everywhere in the program.</summary>
    public static EventSwitch For(string category, EventLevel level) => new((byte)(category.Length + (int)level));
}
