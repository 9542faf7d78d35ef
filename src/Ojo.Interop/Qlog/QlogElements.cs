using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>
/// Walks the members and elements of JSON that is larger than memory. What is broken or cut off is an
/// <see cref="ImportException"/> with its place.
/// </summary>
internal sealed class QlogElements(QlogWindow window, ImportReport report)
{
    /// <summary>What is said of a value that is passed over for its size.</summary>
    public const string TooLarge = "What begins here is larger than anything sensible in a qlog file; it was left out.";

    /// <summary>Takes a value.</summary>
    /// <param name="key">The member's key; nothing for an element.</param>
    /// <param name="value">Its JSON.</param>
    public delegate void Taker(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Where it is read, in bytes of the file's content.</summary>
    public long Offset => window.Offset;

    /// <summary>The next byte that is no white space; -1 at the end.</summary>
    public int Peek() => window.Peek();

    /// <summary>Goes into an object, or on to its next member: the value is next.</summary>
    /// <returns>False where the object has ended.</returns>
    public bool NextMember(ref bool isFirst, out byte[] key)
    {
        key = [];
        if (!Next(ref isFirst, '{', '}'))
        {
            return false;
        }

        if (window.Peek() != '"')
        {
            throw Fault("A member's key is wanted");
        }

        if (window.TryValue(out int length) != QlogValueEnd.Whole)
        {
            throw CutOff();
        }

        JsonCursor cursor = new(window.Bytes[..length]);
        key = cursor.ReadScalar().ToArray();
        if (cursor.Failed)
        {
            throw Fault("This key is no JSON");
        }

        window.Advance(length);
        if (window.Peek() != ':')
        {
            throw Fault("A colon is wanted");
        }

        window.Advance(1);
        if (window.Peek() < 0)
        {
            throw CutOff();
        }

        return true;
    }

    /// <summary>Goes into an array, or on to its next element.</summary>
    /// <returns>False where the array has ended.</returns>
    public bool NextElement(ref bool isFirst) => Next(ref isFirst, '[', ']');

    /// <summary>Takes the value that is next, and checks that it is JSON. One that is too large is reported and passed.</summary>
    public void Read(byte[] key, Taker take)
    {
        if (!TryBegin("A value is broken", out int length))
        {
            return;
        }

        JsonCursor cursor = new(window.Bytes[..length]);
        ReadOnlySpan<byte> value = cursor.SkipValue();
        if (cursor.Failed || value.Length != length)
        {
            window.Advance(Math.Max(0, cursor.FaultAt));
            throw Fault("This is no JSON, or nested deeper than 64 levels");
        }

        if (length <= ImportedRun.MostTextBytes)
        {
            take(key, value);
        }
        else
        {
            report.Add(window.Offset, TooLarge);
        }

        window.Advance(length);
    }

    /// <summary>Takes the event that is next, whose JSON the taker checks. One that is too large is reported and passed.</summary>
    public void ReadEvent(QlogTrace trace)
    {
        if (TryBegin("An event is broken", out int length))
        {
            trace.Take(window.Bytes[..length], window.Offset);
            window.Advance(length);
        }
    }

    /// <summary>Passes the value that is next.</summary>
    public void Skip()
    {
        if (!window.SkipValue())
        {
            throw CutOff();
        }
    }

    /// <summary>What is thrown where the JSON is broken; where it has ended, that it is cut off.</summary>
    public ImportException Fault(string message) => window.Peek() < 0
        ? CutOff()
        : new ImportException($"{message}; this is no JSON from here on. What came before was taken in.", window.Offset);

    private bool TryBegin(string what, out int length)
    {
        switch (window.TryValue(out length))
        {
            case QlogValueEnd.Whole:
                return true;
            case QlogValueEnd.TooLarge:
                ThrowWhereBroken(what);
                report.Add(window.Offset, TooLarge);
                Skip();
                return false;
            default:
                ThrowWhereBroken(what);
                throw CutOff();
        }
    }

    /// <summary>A bracket or a quote that is one too few makes everything after it one value: the fault is where that is no JSON.</summary>
    private void ThrowWhereBroken(string what)
    {
        JsonCursor cursor = new(window.Bytes);
        cursor.SkipValue();
        if (cursor.Failed && cursor.FaultAt < window.Bytes.Length)
        {
            window.Advance(cursor.FaultAt);
            throw Fault(what);
        }
    }

    private bool Next(ref bool isFirst, char begin, char end)
    {
        if (isFirst)
        {
            window.Peek();
            window.Advance(1);
        }

        int next = window.Peek();
        if (next == end)
        {
            window.Advance(1);
            return false;
        }

        if (!isFirst)
        {
            if (next != ',')
            {
                throw Fault($"A comma or '{end}' is wanted");
            }

            window.Advance(1);
            next = window.Peek();
        }

        isFirst = false;
        if (next < 0)
        {
            throw CutOff();
        }

        if (next is ']' or '}' or ',' or ':')
        {
            throw Fault($"A value is wanted after '{(begin == '[' ? "," : "{")}'");
        }

        return true;
    }

    private ImportException CutOff()
    {
        while (window.Bytes.Length > 0 || window.Fill())
        {
            window.Advance(window.Bytes.Length);
        }

        return new ImportException("The file ends in the midst of its JSON: it was cut off, or is still being written. What came before was taken in.", window.Offset);
    }
}
