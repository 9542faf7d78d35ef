namespace Ojo.Format;

/// <summary>Finds out which records of a slice belong together, and whether any of them is missing.</summary>
/// <remarks>
/// A group is a head, its EXTEND records, and the TEXT records after it with theirs. How many words a declared event
/// has is the catalogue's knowledge; those of the meta records are known here.
/// </remarks>
internal static class RecordGroups
{
    /// <summary>Checks the groups of <paramref name="slice"/>, whose first record is the file's record <paramref name="first"/>.</summary>
    /// <returns>How many records the complete groups take. The last group is complete only at the end of the file.</returns>
    /// <exception cref="TraceFormatException">A head lacks some of its EXTEND records, or an EXTEND has no head.</exception>
    public static int Check(ReadOnlySpan<TraceRecord> slice, long first, string name, bool isEndOfFile)
    {
        int groupStart = 0;
        int missing = 0;
        for (int i = 0; i < slice.Length; i++)
        {
            ref readonly TraceRecord record = ref slice[i];
            uint meta = record.EventType - MetaEvent.EventsDropped;
            if (meta > MetaEvent.Text - MetaEvent.EventsDropped)
            {
                if (missing > 0)
                {
                    ThrowIncomplete(name, first + i, missing);
                }

                groupStart = i;
                continue;
            }

            if (record.EventType == MetaEvent.Extend)
            {
                CheckExtend(slice, i, first, name);
                missing = Math.Max(0, missing - 1);
                continue;
            }

            if (missing > 0)
            {
                ThrowIncomplete(name, first + i, missing);
            }

            missing = ExtendsOf(in record, name, first + i);
            if (record.EventType != MetaEvent.Text)
            {
                groupStart = i;
            }
        }

        if (!isEndOfFile)
        {
            return groupStart;
        }

        if (missing > 0)
        {
            ThrowIncomplete(name, first + slice.Length, missing);
        }

        return slice.Length;
    }

    /// <summary>How many EXTEND records a meta record needs.</summary>
    private static int ExtendsOf(in TraceRecord record, string name, long index)
    {
        switch (record.EventType)
        {
            case MetaEvent.EventsDropped:
                return 1;
            case MetaEvent.StringDefine or MetaEvent.Text:
                if (record.Payload > int.MaxValue)
                {
                    throw new TraceFormatException(
                        $"{name} is damaged: the text at offset {OffsetOf(index)} says that it is {record.Payload} bytes long.");
                }

                return (int)((record.Payload + 7) / 8);
            default:
                return 0;
        }
    }

    private static void CheckExtend(ReadOnlySpan<TraceRecord> slice, int i, long first, string name)
    {
        // The slice begins with a head, so what stands before an EXTEND is in the slice: its head or an EXTEND of that.
        if (i == 0)
        {
            throw new TraceFormatException(
                $"{name} is damaged: the EXTEND record at offset {OffsetOf(first)} has no head before it.");
        }

        ref readonly TraceRecord before = ref slice[i - 1];
        if (before.FlowId != slice[i].FlowId || before.TsDelta != slice[i].TsDelta || before.EventType == MetaEvent.BatchEnd)
        {
            throw new TraceFormatException(
                $"{name} is damaged: the EXTEND record at offset {OffsetOf(first + i)} has another flow or time than the record that it continues.");
        }
    }

    private static void ThrowIncomplete(string name, long index, int missing) =>
        throw new TraceFormatException(
            $"{name} is damaged: {missing} EXTEND record(s) of the event before offset {OffsetOf(index)} are missing.");

    private static long OffsetOf(long record) => TraceFileHeader.ByteSize + (record * TraceRecord.ByteSize);
}
