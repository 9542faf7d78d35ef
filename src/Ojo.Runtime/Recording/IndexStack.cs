namespace Ojo.Recording;

/// <summary>A lock-free stack of indices, whose links stand in the elements themselves.</summary>
/// <remarks>
/// The head holds an index + 1 in its low half and a count of its changes in its high half, so that a thread that was
/// held up between reading the head and exchanging it notices that the stack has changed, even if the same element is on
/// top again. A thread that is held up holds up no other.
/// </remarks>
internal readonly unsafe struct IndexStack
{
    private readonly ulong* _head;
    private readonly byte* _firstLink;
    private readonly int _stride;

    /// <param name="head">Where the head is; 0 is an empty stack.</param>
    /// <param name="firstLink">Where the link of element 0 is.</param>
    /// <param name="stride">The distance of one element's link to the next element's, in bytes.</param>
    public IndexStack(ulong* head, void* firstLink, int stride)
    {
        _head = head;
        _firstLink = (byte*)firstLink;
        _stride = stride;
    }

    public bool IsEmpty => (uint)Volatile.Read(ref *_head) == 0;

    public void Push(uint index)
    {
        ulong before = Volatile.Read(ref *_head);
        while (true)
        {
            *LinkOf(index) = (uint)before;
            ulong found = Interlocked.CompareExchange(ref *_head, Changed(before, index + 1), before);
            if (found == before)
            {
                return;
            }

            before = found;
        }
    }

    public bool TryPop(out uint index)
    {
        ulong before = Volatile.Read(ref *_head);
        while ((uint)before != 0)
        {
            index = (uint)before - 1;

            // Another thread may be using the element already and have changed its link: then the exchange fails.
            uint next = Volatile.Read(ref *LinkOf(index));
            ulong found = Interlocked.CompareExchange(ref *_head, Changed(before, next), before);
            if (found == before)
            {
                return true;
            }

            before = found;
        }

        index = 0;
        return false;
    }

    /// <summary>Empties the stack and names what was on top of it, as index + 1; <see cref="After"/> names the rest.</summary>
    /// <remarks>For one taker at a time, of elements that nobody else will touch.</remarks>
    public uint TakeAll()
    {
        ulong before = Volatile.Read(ref *_head);
        while (true)
        {
            ulong found = Interlocked.CompareExchange(ref *_head, Changed(before, 0), before);
            if (found == before)
            {
                return (uint)before;
            }

            before = found;
        }
    }

    /// <summary>What was below an element, as index + 1; 0 at the bottom.</summary>
    public uint After(uint index) => Volatile.Read(ref *LinkOf(index));

    private static ulong Changed(ulong head, uint link) => (((head >> 32) + 1) << 32) | link;

    private uint* LinkOf(uint index) => (uint*)(_firstLink + ((long)index * _stride));
}
