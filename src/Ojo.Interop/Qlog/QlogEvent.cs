namespace Ojo.Interop.Qlog;

/// <summary>An event's outer members, wherever in the file they stand.</summary>
internal ref struct QlogEvent
{
    /// <summary>When it happened, as it is written; nothing where it is not said.</summary>
    public ReadOnlySpan<byte> Time;

    /// <summary>What its time counts from where its key says so.</summary>
    public QlogTimeForm? TimeForm;

    /// <summary>Its category, where it stands apart.</summary>
    public ReadOnlySpan<byte> Category;

    /// <summary>Its name, with its category where that does not stand apart.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>What it says, as JSON.</summary>
    public ReadOnlySpan<byte> Data;

    /// <summary>The group that it is of, or the connection id that stands for one, as JSON.</summary>
    public ReadOnlySpan<byte> GroupId;

    /// <summary>Whether it has any member that an event has.</summary>
    public bool IsEvent;

    /// <summary>Whether it has a member that a file's head has.</summary>
    public bool IsHead;

    /// <summary>Takes an event apart.</summary>
    /// <param name="json">The event: an object, or an array with the columns that are named.</param>
    /// <param name="columns">What the columns of an array are called.</param>
    /// <param name="rest">Takes the members that are none of these.</param>
    /// <param name="faultAt">Where its fault is; -1 where it has none.</param>
    public static QlogEvent Read(ReadOnlySpan<byte> json, IReadOnlyList<byte[]> columns, JsonRest rest, out int faultAt)
    {
        QlogEvent read = default;
        JsonCursor cursor = new(json);
        bool isFirst = true;
        if (cursor.TryEnterObject())
        {
            while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
            {
                read.Take(key, ref cursor, rest);
            }
        }
        else if (cursor.TryEnterArray())
        {
            for (int i = 0; cursor.NextElement(ref isFirst); i++)
            {
                read.Take(i < columns.Count ? columns[i] : "column"u8, ref cursor, rest);
            }
        }
        else
        {
            cursor.Fail();
        }

        if (!cursor.Failed && cursor.Peek() != 0)
        {
            cursor.Fail();
        }

        faultAt = cursor.FaultAt;
        return read;
    }

    private void Take(scoped ReadOnlySpan<byte> key, ref JsonCursor cursor, JsonRest rest)
    {
        switch (key.Length)
        {
            case 4 when key.SequenceEqual("time"u8):
                ReadTime(ref cursor, null);
                return;
            case 4 when key.SequenceEqual("name"u8):
                ReadName(ref cursor);
                return;
            case 4 when key.SequenceEqual("data"u8):
                Data = cursor.SkipValue();
                IsEvent = true;
                return;
            case 4 when Name.IsEmpty && key.SequenceEqual("type"u8):
            case 5 when Name.IsEmpty && key.SequenceEqual("event"u8):
            case 10 when Name.IsEmpty && key.SequenceEqual("event_type"u8):
                ReadName(ref cursor);
                return;
            case 8 when key.SequenceEqual("category"u8):
                Category = Text(cursor.SkipValue());
                IsEvent = true;
                return;
            case 5 when GroupId.IsEmpty && (key.SequenceEqual("ODCID"u8) || key.SequenceEqual("odcid"u8)):
            case 8 when key.SequenceEqual("group_id"u8):
                GroupId = cursor.SkipValue();
                return;
            case 13 when key.SequenceEqual("relative_time"u8):
                ReadTime(ref cursor, QlogTimeForm.Relative);
                return;
            case 10 when key.SequenceEqual("delta_time"u8):
                ReadTime(ref cursor, QlogTimeForm.Delta);
                return;
        }

        IsHead |= key.SequenceEqual("trace"u8) || key.SequenceEqual("qlog_version"u8) || key.SequenceEqual("file_schema"u8) || key.SequenceEqual("qlog_format"u8);
        rest.Add(key, cursor.SkipValue());
    }

    private void ReadTime(ref JsonCursor cursor, QlogTimeForm? form)
    {
        Time = Text(cursor.SkipValue());
        TimeForm = form;
        IsEvent = true;
    }

    private void ReadName(ref JsonCursor cursor)
    {
        Name = Text(cursor.SkipValue());
        IsEvent = true;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? value[1..^1] : value;
}
