namespace Ojo.Runtime.Tests.Stress;

/// <summary>Counts what is wrong with a sequence of <see cref="SelfCheckingEvent"/>s.</summary>
internal sealed class EventAudit
{
    private readonly ulong[] _next;

    public EventAudit(int writers) => _next = new ulong[writers];

    /// <summary>Events that were whole and in their order.</summary>
    public long Good { get; private set; }

    /// <summary>Events whose words are not of one event.</summary>
    public long Torn { get; private set; }

    /// <summary>Events that were read before, or come after a later one.</summary>
    public long StaleOrDuplicate { get; private set; }

    /// <summary>Numbers that were passed over.</summary>
    public long Missing { get; private set; }

    /// <summary>Events of which the trace says that they were lost.</summary>
    public long Dropped { get; private set; }

    public bool IsClean => Torn == 0 && StaleOrDuplicate == 0;

    public void Add(ulong word0, ulong word1, ulong word2)
    {
        if (!SelfCheckingEvent.TryRead(word0, word1, word2, out uint writer, out ulong number) || writer >= _next.Length)
        {
            Torn++;
        }
        else if (number < _next[writer])
        {
            StaleOrDuplicate++;
        }
        else
        {
            Missing += (long)(number - _next[writer]);
            _next[writer] = number + 1;
            Good++;
        }
    }

    /// <summary>Counts what the trace says was lost.</summary>
    public void AddDropped(long count) => Dropped += count;

    /// <summary>Counts what the writers wrote after the last events that were read.</summary>
    public void End(long[] written)
    {
        for (int writer = 0; writer < _next.Length; writer++)
        {
            Missing += written[writer] - (long)_next[writer];
        }
    }

    public override string ToString() => $"{Good} good, {Torn} torn, {StaleOrDuplicate} stale or duplicate, {Missing} missing";
}
