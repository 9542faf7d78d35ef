using System.ComponentModel;
using Ojo.Conditions;
using Ojo.Format;

namespace Ojo;

/// <summary>Something in the recorded events at which a flight recorder takes a snapshot, told in code (<see cref="TracerOptions.SnapshotConditions"/>).</summary>
public sealed class SnapshotTrigger
{
    private SnapshotTrigger(uint eventType, EventTest? test, int count, TimeSpan? within, string? reason)
    {
        EventType = eventType;
        Test = test;
        Count = count;
        Within = within;
        Reason = reason;
    }

    internal uint EventType { get; }

    internal EventTest? Test { get; }

    internal int Count { get; }

    internal TimeSpan? Within { get; }

    internal string? Reason { get; }

    /// <summary>A trigger on events of a type, all of them or those that a condition holds for.</summary>
    /// <typeparam name="TEvent">The event's generated decoder, such as <c>RttUpdatedEvent</c>.</typeparam>
    /// <param name="condition">
    /// Looks at the event's fields; every event counts if it is null. It is called by the flusher, after the event was recorded, so it costs recording nothing; it must not take
    /// long. If it throws, the trigger is not used any more, and <see cref="TracerOptions.OnWarning"/> is told.
    /// </param>
    /// <param name="count">How many such events it takes, 1 to 1,000,000.</param>
    /// <param name="within">Within how long; null where it does not matter.</param>
    /// <param name="reason">What the snapshot gives as its reason; by default the event's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or the time is out of range.</exception>
    public static SnapshotTrigger On<TEvent>(Func<TEvent, bool>? condition = null, int count = 1, TimeSpan? within = null, string? reason = null)
        where TEvent : struct, ITraceEvent<TEvent>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, EventCondition.MostCount);
        if (within is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(within));
        }

        EventTest? test = condition is null ? null : (in TraceEvent e) => TEvent.TryDecode(e, out TEvent value) && condition(value);
        return new SnapshotTrigger(TEvent.EventType, test, count, within, reason);
    }

    /// <summary>A trigger that a declaration has (<see cref="TraceEventAttribute.SnapshotWhen"/>). Called by generated code.</summary>
    /// <param name="eventType">The number of the event in a record.</param>
    /// <param name="test">What must hold for it; null if each counts.</param>
    /// <param name="count">How many it takes.</param>
    /// <param name="withinTicks">Within how many ticks of <see cref="TimeSpan"/>; 0 where it does not matter.</param>
    /// <param name="reason">The event's name, and the condition as it was declared.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static SnapshotTrigger Declared(uint eventType, EventTest? test, int count, long withinTicks, string reason) =>
        new(eventType, test, count, withinTicks == 0 ? null : new TimeSpan(withinTicks), reason);
}
