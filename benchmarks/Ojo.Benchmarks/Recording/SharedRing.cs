using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ojo.Benchmarks.Recording;

/// <summary>What Ojo does not do: one bounded ring for all threads.</summary>
/// <remarks>
/// A slot's sequence says whose turn it is, so nothing is torn; a thread of its own empties it. Slots are claimed by compare-and-exchange,
/// which can be refused and tried again, or by fetch-and-add, which cannot: a writer that finds its slot full has to wait.
/// </remarks>
internal sealed class SharedRing : IDisposable
{
    private const int Slots = 1 << 18;
    private readonly Slot[] _slots = new Slot[Slots];
    private readonly Thread _reader;
    private PaddedHead _head;
    private long _tail;
    private long _rejected;
    private bool _isOver;

    public SharedRing()
    {
        for (int i = 0; i < Slots; i++)
        {
            _slots[i].Sequence = i;
        }

        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    public long Sum { get; private set; }

    /// <summary>How many events found no free slot: a measurement in which there were any is worth nothing.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>Waits until the reader has read everything.</summary>
    public void Drain() => SpinWait.SpinUntil(() => Volatile.Read(ref _tail) == Volatile.Read(ref _head.Value));

    public bool TryWrite(uint flowId, uint eventType, ulong payload)
    {
        while (true)
        {
            long head = Volatile.Read(ref _head.Value);
            ref Slot slot = ref _slots[head & (Slots - 1)];
            long sequence = Volatile.Read(ref slot.Sequence);
            if (sequence < head)
            {
                Interlocked.Increment(ref _rejected);
                return false;
            }

            if (sequence == head && Interlocked.CompareExchange(ref _head.Value, head + 1, head) == head)
            {
                Fill(ref slot, head, flowId, eventType, payload);
                return true;
            }
        }
    }

    public void Write(uint flowId, uint eventType, ulong payload)
    {
        long head = Interlocked.Increment(ref _head.Value) - 1;
        ref Slot slot = ref _slots[head & (Slots - 1)];
        while (Volatile.Read(ref slot.Sequence) != head)
        {
            Thread.Yield();
        }

        Fill(ref slot, head, flowId, eventType, payload);
    }

    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        _reader.Join();
    }

    private static void Fill(ref Slot slot, long head, uint flowId, uint eventType, ulong payload)
    {
        slot.Ticks = Stopwatch.GetTimestamp();
        slot.FlowAndType = flowId | ((ulong)eventType << 32);
        slot.Payload = payload;
        Volatile.Write(ref slot.Sequence, head + 1);
    }

    private void Read()
    {
        for (long tail = 0; !Volatile.Read(ref _isOver);)
        {
            ref Slot slot = ref _slots[tail & (Slots - 1)];
            if (Volatile.Read(ref slot.Sequence) != tail + 1)
            {
                Thread.Sleep(1);
                continue;
            }

            Sum += (long)slot.Payload;
            Volatile.Write(ref slot.Sequence, tail + Slots);
            Volatile.Write(ref _tail, ++tail);
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct PaddedHead
    {
        [FieldOffset(64)]
        public long Value;
    }

    private struct Slot
    {
        public long Sequence;
        public long Ticks;
        public ulong FlowAndType;
        public ulong Payload;
    }
}
