using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Reads a file of one record after the other: JSON text sequences (RFC 7464) and a value in each line.</summary>
internal sealed class QlogSequence(QlogWindow window, ImportSource source, ImportTarget target, ImportReport report, byte separator) : IDisposable
{
    /// <summary>What begins a record of a JSON text sequence (RFC 7464, section 2.2).</summary>
    public const byte Separator = 0x1E;

    private readonly JsonRest _extras = new();
    private QlogTrace? _trace;
    private int _traces;

    /// <summary>Reads all of it.</summary>
    public void Read(CancellationToken cancellation)
    {
        while (window.Peek() is var next and >= 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (next == Separator)
            {
                window.Advance(1);
                continue;
            }

            int searched = 0;
            int length;
            while ((length = End(window.Bytes[searched..])) < 0)
            {
                searched = window.Bytes.Length;
                if (!window.Fill())
                {
                    break;
                }
            }

            if (searched >= QlogWindow.MostBytes)
            {
                report.Add(window.Offset, QlogElements.TooLarge);
                SkipRecord();
                continue;
            }

            length = length < 0 ? window.Bytes.Length : searched + length;
            Take(window.Bytes[..length], window.Offset);
            window.Advance(length);
        }
    }

    /// <summary>Finishes the run that is open.</summary>
    public void Dispose() => _trace?.Dispose();

    private int End(ReadOnlySpan<byte> bytes) =>
        separator == Separator ? bytes.IndexOf(Separator) : bytes.IndexOfAny(separator, Separator);

    private void SkipRecord()
    {
        int length;
        while ((length = End(window.Bytes)) < 0)
        {
            window.Advance(window.Bytes.Length);
            if (!window.Fill())
            {
                return;
            }
        }

        window.Advance(length);
    }

    private void Take(ReadOnlySpan<byte> record, long offset)
    {
        if (record[0] is not ((byte)'{' or (byte)'['))
        {
            report.Add(offset, report.KeepsWords ? "This record is no JSON and was left out." : "");
            return;
        }

        _extras.Clear();
        QlogEvent read = QlogEvent.Read(record, _trace?.Head.EventFields ?? [], _extras, out int faultAt);
        if (faultAt >= 0)
        {
            bool isCutOff = faultAt >= record.TrimEnd(" \r\n\t"u8).Length;
            report.Add(offset + faultAt, !report.KeepsWords ? "" : isCutOff ? $"The record that begins at byte {offset} is cut off; it was left out."
                : $"The record that begins at byte {offset} is no JSON, or nested deeper than 64 levels; it was left out.");
            return;
        }

        if (!read.IsHead || _extras.IsEmpty)
        {
            _trace ??= new QlogTrace(source, target, report, _traces++, new QlogHead());
            _trace.Take(record, offset, read, _extras);
            return;
        }

        TakeHead(_extras.Json, offset);
    }

    /// <summary>Takes a sequence's first record. Another one begins another trace.</summary>
    private void TakeHead(ReadOnlySpan<byte> json, long offset)
    {
        if (_traces >= QlogFile.MostTraces)
        {
            report.Add(offset, $"There are more than {QlogFile.MostTraces} traces; events after this belong to the last of them.");
            return;
        }

        _trace?.Dispose();
        _trace = null;
        QlogHead head = new();
        JsonCursor cursor = new(json);
        bool isFirst = true;
        cursor.TryEnterObject();
        JsonRest file = new();
        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            if (!key.SequenceEqual("trace"u8) || !cursor.TryEnterObject())
            {
                file.AddUpTo(QlogHead.MostKept, key, cursor.SkipValue());
                continue;
            }

            bool isFirstOfTrace = true;
            while (cursor.NextMember(ref isFirstOfTrace, out ReadOnlySpan<byte> part))
            {
                head.Add(part, cursor.SkipValue());
            }
        }

        head.AddFile(file);
        _trace = new QlogTrace(source, target, report, _traces++, head);
    }
}
