using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>Finds out how much of a chunk is whole events in order of time.</summary>
/// <remarks>
/// All of it is, in a chunk that a process wrote and nobody else touched. But a file that is handed over must be sound
/// whatever was in the ring: one bad record would take a million good ones to the quarantine.
/// </remarks>
internal static class ChunkCheck
{
    private const int Words = 3;
    private const int PageSize = 4096;
    private const uint FirstMeta = MetaEvent.EventsDropped & 0xFFFFFF00;
    private const uint LastMeta = FirstMeta | 0xFF;

    /// <summary>Whether a record begins an event.</summary>
    public static bool IsHead(ulong word1) => word1 >> 32 is not (MetaEvent.Extend or MetaEvent.Text);

    /// <summary>Checks records of three words each.</summary>
    /// <param name="words">The chunk's records.</param>
    /// <param name="first">The first record that is to be checked, a head.</param>
    /// <param name="earliest">The ticks that no event may be before; null if ticks may go back, as long as there are any.</param>
    /// <returns>The index of the first record that belongs to no whole event; the number of records if there is none.</returns>
    public static uint EndOfWhole(ReadOnlySpan<ulong> words, uint first, long? earliest)
    {
        int count = words.Length / Words;
        int at = (int)first;
        while (at < count)
        {
            long ticks = (long)words[at * Words];
            uint type = (uint)(words[(at * Words) + 1] >> 32);
            if (ticks < (earliest ?? 1) || type is >= FirstMeta and <= LastMeta)
            {
                break;
            }

            int end = EndOfEvent(words, at, count);
            if (end < 0)
            {
                break;
            }

            earliest = earliest is null ? null : ticks;
            at = end;
        }

        return (uint)at;
    }

    /// <summary>Leaves out the last event if one of its records stands on two pages.</summary>
    /// <remarks>
    /// The pages of a mapping come to the disk in any order. An old page is noticed by its times, which are earlier than
    /// those before it; but a record may end with the first words of such a page.
    /// </remarks>
    public static uint WithoutTornEnd(ReadOnlySpan<ulong> words, uint first, uint end)
    {
        uint at = end;
        while (at > first)
        {
            at--;
            int inPage = (int)((ChunkHeader.ByteSize + (at * RingLayout.RecordSize)) % PageSize);
            if (inPage > PageSize - RingLayout.RecordSize)
            {
                while (at > first && !IsHead(words[((int)at * Words) + 1]))
                {
                    at--;
                }

                return at;
            }

            if (IsHead(words[((int)at * Words) + 1]))
            {
                break;
            }
        }

        return end;
    }

    /// <summary>How many events begin in a range of records.</summary>
    public static ulong CountHeads(ReadOnlySpan<ulong> words)
    {
        ulong heads = 0;
        for (int word = 1; word < words.Length; word += Words)
        {
            heads += IsHead(words[word]) ? 1u : 0;
        }

        return heads;
    }

    /// <returns>The record after the event's last; -1 if the event is not whole.</returns>
    private static int EndOfEvent(ReadOnlySpan<ulong> words, int head, int count)
    {
        ulong ticks = words[head * Words];
        uint flow = (uint)words[(head * Words) + 1];
        ulong missing = 0;
        bool hasText = false;
        int at = head + 1;
        for (; at < count && !IsHead(words[(at * Words) + 1]); at++)
        {
            ReadOnlySpan<ulong> record = words.Slice(at * Words, Words);
            bool isText = record[1] >> 32 == MetaEvent.Text;
            if (record[0] != ticks || (uint)record[1] != flow || (isText && missing > 0) || (!isText && hasText && missing == 0))
            {
                return -1;
            }

            missing = isText ? RecordsOf(record[2]) : missing - Math.Min(missing, 1);
            hasText |= isText;
        }

        return missing == 0 ? at : -1;
    }

    private static ulong RecordsOf(ulong bytes) => (bytes / sizeof(ulong)) + (bytes % sizeof(ulong) == 0 ? 0u : 1);
}
