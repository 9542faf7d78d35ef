namespace Ojo.Format;

/// <summary>A decoder that the generator wrote: one event's fields, read from a trace.</summary>
/// <typeparam name="TSelf">The decoder itself.</typeparam>
public interface ITraceEvent<TSelf>
    where TSelf : struct, ITraceEvent<TSelf>
{
    /// <summary>The number of the event in a record.</summary>
    static abstract uint EventType { get; }

    /// <summary>Reads the event; false where it is another one or lacks some of its records.</summary>
    static abstract bool TryDecode(in TraceEvent e, out TSelf value);
}
