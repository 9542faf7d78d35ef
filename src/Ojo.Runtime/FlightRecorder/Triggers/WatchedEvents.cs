using Ojo.Catalogue;
using Ojo.Conditions;
using Ojo.Configuration;
using Ojo.Format;

namespace Ojo.FlightRecorder.Triggers;

/// <summary>One trigger and what it has seen so far. For one thread.</summary>
internal sealed class WatchedEvents
{
    // A trigger whose condition holds on and on must not fill the disk.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10);

    private readonly EventTrigger? _trigger;
    private readonly int _count;
    private readonly TimeSpan? _within;
    private readonly Queue<ulong> _times = new();
    private readonly Dictionary<uint, EventTest?> _tests = [];
    private ulong? _silentUntil;
    private bool _isBroken;

    public WatchedEvents(EventTrigger trigger)
    {
        _trigger = trigger;
        (_count, _within) = (trigger.Condition.Count, trigger.Condition.Within);
        Reason = EventCondition.ReasonOf(trigger.Condition.Describe(trigger.Name), _count, _within);
    }

    public WatchedEvents(SnapshotTrigger trigger)
    {
        (_count, _within) = (trigger.Count, trigger.Within);
        string what = trigger.Reason ?? EventCatalogue.Providers.SelectMany(static provider => provider.Events).FirstOrDefault(e => e.Id == trigger.EventType)?.Name
            ?? $"0x{trigger.EventType:X8}";
        Reason = EventCondition.ReasonOf(what, _count, _within);
        _tests[trigger.EventType] = trigger.Test;
    }

    /// <summary>The events that it waits for.</summary>
    public IReadOnlyCollection<uint> Types => _isBroken ? [] : _tests.Keys;

    /// <summary>Why it may fire, as the snapshot's reason has it.</summary>
    public string Reason { get; }

    /// <summary>Finds the event types that it is about among those that are declared.</summary>
    /// <exception cref="FormatException">None of them is, or none of those that are has such fields.</exception>
    public void Resolve(IReadOnlyList<EventProvider> providers)
    {
        if (_trigger is null)
        {
            return;
        }

        _tests.Clear();
        if (_trigger is { Id: { } id, Condition.Comparisons: [] })
        {
            _tests[id] = null;
            return;
        }

        EventDescriptor[] types = [.. providers.SelectMany(static provider => provider.Events).Where(e => _trigger.Id is { } number ? e.Id == number : e.Name == _trigger.Name)];
        if (types.Length == 0)
        {
            IEnumerable<string> names = providers.SelectMany(static provider => provider.Events).Select(static e => e.Name);
            throw new UnknownEventException($"There is no event {_trigger.Name} among those that the program has declared{Suggestion.Sentence(_trigger.Name, names)}");
        }

        FormatException? problem = null;
        foreach (EventDescriptor type in types)
        {
            try
            {
                _tests[type.Id] = TestOf(ConditionMeaning.Of(type, _trigger.Condition));
            }
            catch (FormatException exception)
            {
                // Two providers may mean two things by one name: one of them is meant.
                problem = exception;
            }
        }

        if (_tests.Count == 0)
        {
            throw problem!;
        }
    }

    /// <summary>Whether an event of one of its types is one that counts.</summary>
    /// <returns>Null if the condition, which somebody else wrote, failed: then it is not asked again.</returns>
    public bool? IsMet(in TraceEvent e)
    {
        if (_isBroken || !_tests.TryGetValue(e.EventType, out EventTest? test))
        {
            return false;
        }

        try
        {
            return test is null || test(e);
        }
        catch (Exception)
        {
            _isBroken = true;
            return null;
        }
    }

    /// <summary>Counts an event that counts.</summary>
    /// <returns>Whether that is enough for a snapshot.</returns>
    public bool Hit(ulong time, ulong unitsPerSecond)
    {
        if (time < _silentUntil)
        {
            return false;
        }

        _times.Enqueue(time);
        if (_times.Count < _count)
        {
            return false;
        }

        ulong first = _times.Dequeue();
        if (_within is { } within && time - first > within.TotalSeconds * unitsPerSecond)
        {
            return false;
        }

        _times.Clear();
        _silentUntil = time + (ulong)(s_silence.TotalSeconds * unitsPerSecond);
        return true;
    }

    private static EventTest? TestOf(FieldComparison[] comparisons)
    {
        EventTest[] tests = [.. comparisons.Select(FieldTest.Of)];
        return tests.Length == 0 ? null : (in TraceEvent e) =>
        {
            foreach (EventTest test in tests)
            {
                if (!test(e))
                {
                    return false;
                }
            }

            return true;
        };
    }
}
