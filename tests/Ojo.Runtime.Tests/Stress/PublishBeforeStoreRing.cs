namespace Ojo.Runtime.Tests.Stress;

/// <summary>A ring that is broken on purpose: a writer moves the head first and stores its event then.</summary>
/// <remarks>The control of the stress test. Its reader meets slots that are not written yet, and half written ones.</remarks>
internal sealed class PublishBeforeStoreRing
{
    private const int Slots = 1024;
    private readonly ulong[] _words = new ulong[Slots * SelfCheckingEvent.Words];
    private long _head;
    private long _tail;

    public bool TryWrite(uint writer, ulong number)
    {
        while (true)
        {
            long head = Volatile.Read(ref _head);
            if (head - Volatile.Read(ref _tail) >= Slots)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _head, head + 1, head) == head)
            {
                Span<ulong> slot = SlotAt(head);
                slot[0] = SelfCheckingEvent.Word0(writer, number);
                slot[1] = SelfCheckingEvent.Word1(writer, number);
                slot[2] = SelfCheckingEvent.Word2(writer, number);
                return true;
            }
        }
    }

    public void Read(EventAudit audit)
    {
        long head = Volatile.Read(ref _head);
        for (long at = _tail; at < head; at++)
        {
            Span<ulong> slot = SlotAt(at);
            audit.Add(slot[0], slot[1], slot[2]);
            Volatile.Write(ref _tail, at + 1);
        }
    }

    private Span<ulong> SlotAt(long at) => _words.AsSpan((int)(at % Slots) * SelfCheckingEvent.Words, SelfCheckingEvent.Words);
}
