using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Reads one qlog file from its beginning to its end.</summary>
internal sealed class QlogFile : IDisposable
{
    // How far ahead it is looked whether a file is one object or one after the other.
    private const int MostHead = 4 * 1024 * 1024;
    private const int MostTraces = 4096;
    private const byte RecordSeparator = 0x1E;

    private readonly ImportSource _source;
    private readonly ImportTarget? _target;
    private readonly ImportReport _report;
    private readonly CancellationToken _cancellation;
    private readonly QlogWindow _window;
    private readonly JsonRest _fileRest = new();
    private readonly JsonRest _extras = new();
    private readonly List<QlogHead> _heads = [];
    private List<QlogHead>? _scanned;
    private QlogTrace? _trace;
    private int _traces;

    private QlogFile(ImportSource source, ImportTarget? target, ImportReport report, CancellationToken cancellation)
    {
        (_source, _target, _report, _cancellation) = (source, target, report, cancellation);
        _window = new QlogWindow(source.Content);
    }

    /// <summary>Reads a file.</summary>
    public static void Read(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        using QlogFile file = new(source, target, report, cancellation);
        file.Read();
    }

    /// <summary>Finishes the run that is open.</summary>
    public void Dispose() => _trace?.Dispose();

    /// <summary>What the traces of a file of one object say of themselves, also behind their events, as far as the file can be read.</summary>
    private static List<QlogHead> ReadHeads(ImportSource source, CancellationToken cancellation)
    {
        using ImportSource again = ImportSource.Open(source.FilePath);
        using QlogFile file = new(again, null, new ImportReport(source.Name), cancellation);
        try
        {
            file.SkipMark();
            file.ReadContained();
        }
        catch (Exception exception) when (exception is ImportException or InvalidDataException)
        {
            // The second reading comes to the same place and says so.
        }

        return file._heads;
    }

    private void Read()
    {
        SkipMark();
        int first = _window.Peek();
        if (first == RecordSeparator)
        {
            ReadRecords(RecordSeparator);
            return;
        }

        if (first is not ('{' or '['))
        {
            throw new ImportException("A qlog file begins with a brace or a record separator; this one does not. It is of another format, or damaged.", _window.Offset);
        }

        if (IsSequence())
        {
            ReadRecords((byte)'\n');
        }
        else
        {
            ReadContained();
        }
    }

    private void SkipMark()
    {
        if (_window.Bytes.IsEmpty)
        {
            _window.Fill();
        }

        if (_window.Bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _window.Advance(3);
        }
    }

    /// <summary>Whether something comes after the first value.</summary>
    private bool IsSequence()
    {
        JsonScan scan = default;
        int length = 0;
        while (!scan.TryEnd(_window.Bytes[length..], out int part))
        {
            length += part;
            if (length > MostHead || !_window.Fill())
            {
                // One that ends in its first line still has its lines.
                return !_window.Bytes.StartsWith("["u8) && length <= MostHead && _window.Bytes.IndexOf("}\n{"u8) > 0;
            }

        }

        scan = default;
        scan.TryEnd(_window.Bytes, out length);
        while (true)
        {
            foreach (byte next in _window.Bytes[length..])
            {
                if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                {
                    return next is (byte)'{' or (byte)'[' or RecordSeparator;
                }
            }

            if (_window.Bytes.Length > MostHead || !_window.Fill())
            {
                QlogEvent.Read(_window.Bytes, [], _extras, out int faultAt);
                bool isEvent = faultAt < 0 && !_extras.Json.IsEmpty && _extras.Json.IndexOf("\"traces\""u8) < 0;
                _extras.Clear();
                return isEvent;
            }
        }
    }

    private void ReadRecords(byte separator)
    {
        while (_window.Peek() is var next and >= 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (next == RecordSeparator)
            {
                _window.Advance(1);
                continue;
            }

            int searched = 0;
            int length;
            while ((length = End(_window.Bytes[searched..], separator)) < 0)
            {
                searched = _window.Bytes.Length;
                if (!_window.Fill())
                {
                    break;
                }
            }

            length = length < 0 ? _window.Bytes.Length : searched + length;
            bool isTooLarge = searched >= QlogWindow.MostBytes;
            if (isTooLarge)
            {
                TellTooLarge();
                SkipRecord(separator);
                continue;
            }

            TakeRecord(_window.Bytes[..length], _window.Offset);
            _window.Advance(length);
        }
    }

    private static int End(ReadOnlySpan<byte> bytes, byte separator) =>
        separator == RecordSeparator ? bytes.IndexOf(RecordSeparator) : bytes.IndexOfAny(separator, RecordSeparator);

    private void SkipRecord(byte separator)
    {
        int length;
        while ((length = End(_window.Bytes, separator)) < 0)
        {
            _window.Advance(_window.Bytes.Length);
            if (!_window.Fill())
            {
                return;
            }
        }

        _window.Advance(length);
    }

    private void TakeRecord(ReadOnlySpan<byte> record, long offset)
    {
        if (record[0] is not ((byte)'{' or (byte)'['))
        {
            _report.Add(offset, _report.KeepsWords ? "This record is no JSON and was left out." : "");
            return;
        }

        _extras.Clear();
        QlogEvent read = QlogEvent.Read(record, _trace?.Head.EventFields ?? [], _extras, out int faultAt);
        if (faultAt >= 0)
        {
            bool isCutOff = faultAt >= record.TrimEnd(" \r\n\t"u8).Length;
            _report.Add(offset + faultAt, !_report.KeepsWords ? "" : isCutOff ? $"The record that begins at byte {offset} is cut off; it was left out."
                : $"The record that begins at byte {offset} is no JSON, or nested deeper than 64 levels; it was left out.");
            return;
        }

        if (!read.IsHead || _extras.IsEmpty)
        {
            TraceOfRecords().Take(record, offset, read, _extras);
            return;
        }

        TakeHead(_extras.Json, offset);
    }

    private QlogTrace TraceOfRecords() => _trace ??= new QlogTrace(_source, _target!, _report, _traces++, new QlogHead());

    /// <summary>Takes a sequence's first record. Another one begins another trace.</summary>
    private void TakeHead(ReadOnlySpan<byte> json, long offset)
    {
        if (_traces >= MostTraces)
        {
            _report.Add(offset, $"There are more than {MostTraces} traces; events after this belong to the last of them.");
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

        if (!file.IsEmpty)
        {
            head.Add("file"u8, file.Json);
        }

        _trace = new QlogTrace(_source, _target!, _report, _traces++, head);
    }

    private void ReadContained()
    {
        if (_window.Peek() != '{')
        {
            throw Fault("A qlog file of one value is an object");
        }

        bool isFirst = true;
        while (NextMember(ref isFirst, out byte[] key))
        {
            if (key.AsSpan().SequenceEqual("traces"u8) && _window.Peek() == '[')
            {
                ReadTraces();
            }
            else if (key.AsSpan().SequenceEqual("trace"u8) && _window.Peek() == '{')
            {
                ReadTrace();
            }
            else
            {
                ReadMember(key, (name, value) => _fileRest.AddUpTo(QlogHead.MostKept, name, value));
            }
        }

        _trace?.TakeTail(_fileRest);
        if (_window.Peek() >= 0)
        {
            throw Fault("There is something after the file's end");
        }
    }

    private void ReadTraces()
    {
        bool isFirst = true;
        while (NextElement(ref isFirst))
        {
            if (_window.Peek() == '{')
            {
                ReadTrace();
            }
            else
            {
                ReadMember([], static (_, _) => { });
            }
        }
    }

    private void ReadTrace()
    {
        int number = _traces++;
        if (number >= MostTraces)
        {
            if (number == MostTraces)
            {
                _report.Add(_window.Offset, $"There are more than {MostTraces} traces; this and those after it were left out.");
            }

            if (!_window.SkipValue())
            {
                throw CutOff();
            }

            return;
        }

        QlogHead head = new();
        if (_target is null)
        {
            _heads.Add(head);
        }

        JsonRest tail = new();
        bool isFirst = true;
        bool isBegun = false;
        bool isScanned = false;
        while (NextMember(ref isFirst, out byte[] key))
        {
            if (!key.AsSpan().SequenceEqual("events"u8) || _window.Peek() != '[')
            {
                ReadMember(key, !isBegun || _target is null ? head.Add : (name, value) => tail.AddUpTo(QlogHead.MostKept, name, value));
                continue;
            }

            if (_target is null)
            {
                if (!_window.SkipValue())
                {
                    throw CutOff();
                }

                continue;
            }

            if (!isBegun && !head.IsComplete)
            {
                isScanned = true;
                _scanned ??= ReadHeads(_source, _cancellation);
                head = number < _scanned.Count ? _scanned[number] : head;
            }

            BeginTrace(number, head, isBegun);
            isBegun = true;
            ReadEvents();
        }

        if (_target is not null)
        {
            BeginTrace(number, head, isBegun);
            if (!isScanned)
            {
                _trace!.TakeTail(tail);
            }
        }
    }

    private void BeginTrace(int number, QlogHead head, bool isBegun)
    {
        if (isBegun)
        {
            return;
        }

        _trace?.Dispose();
        if (!_fileRest.IsEmpty)
        {
            head.Add("file"u8, _fileRest.Json);
            _fileRest.Clear();
        }

        _trace = new QlogTrace(_source, _target!, _report, number, head);
    }

    private void ReadEvents()
    {
        bool isFirst = true;
        while (NextElement(ref isFirst))
        {
            _cancellation.ThrowIfCancellationRequested();
            long offset = _window.Offset;
            switch (_window.TryValue(out int length))
            {
                case QlogValueEnd.Whole:
                    _trace!.Take(_window.Bytes[..length], offset);
                    _window.Advance(length);
                    break;
                case QlogValueEnd.TooLarge:
                    ThrowWhereBroken();
                    TellTooLarge();
                    if (!_window.SkipValue())
                    {
                        throw CutOff();
                    }

                    break;
                default:
                    ThrowWhereBroken();
                    throw CutOff();
            }
        }
    }

    /// <summary>A bracket or a quote that is one too few makes everything after it one value: the fault is where that is no JSON.</summary>
    private void ThrowWhereBroken()
    {
        JsonCursor cursor = new(_window.Bytes);
        cursor.SkipValue();
        if (cursor.Failed && cursor.FaultAt < _window.Bytes.Length)
        {
            _window.Advance(cursor.FaultAt);
            throw Fault("An event is broken");
        }
    }

    private delegate void Member(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    private void ReadMember(byte[] key, Member take)
    {
        QlogValueEnd end = _window.TryValue(out int length);
        if (end == QlogValueEnd.TooLarge)
        {
            TellTooLarge();
            if (!_window.SkipValue())
            {
                throw CutOff();
            }

            return;
        }

        if (end == QlogValueEnd.CutOff)
        {
            throw CutOff();
        }

        JsonCursor cursor = new(_window.Bytes[..length]);
        ReadOnlySpan<byte> value = cursor.SkipValue();
        if (cursor.Failed || value.Length != length)
        {
            _window.Advance(Math.Max(0, cursor.FaultAt));
            throw Fault("This is no JSON, or nested deeper than 64 levels");
        }

        if (length <= ImportedRun.MostTextBytes)
        {
            take(key, value);
        }
        else
        {
            TellTooLarge();
        }

        _window.Advance(length);
    }

    private bool NextMember(ref bool isFirst, out byte[] key)
    {
        key = [];
        if (!Next(ref isFirst, '{', '}'))
        {
            return false;
        }

        if (_window.Peek() != '"')
        {
            throw Fault("A member's key is wanted");
        }

        if (_window.TryValue(out int length) != QlogValueEnd.Whole)
        {
            throw CutOff();
        }

        JsonCursor cursor = new(_window.Bytes[..length]);
        key = cursor.ReadScalar().ToArray();
        if (cursor.Failed)
        {
            throw Fault("This key is no JSON");
        }

        _window.Advance(length);
        if (_window.Peek() != ':')
        {
            throw Fault("A colon is wanted");
        }

        _window.Advance(1);
        if (_window.Peek() < 0)
        {
            throw CutOff();
        }

        return true;
    }

    private bool NextElement(ref bool isFirst) => Next(ref isFirst, '[', ']');

    private bool Next(ref bool isFirst, char begin, char end)
    {
        if (isFirst)
        {
            _window.Peek();
            _window.Advance(1);
        }

        int next = _window.Peek();
        if (next == end)
        {
            _window.Advance(1);
            return false;
        }

        if (!isFirst)
        {
            if (next != ',')
            {
                throw Fault($"A comma or '{end}' is wanted");
            }

            _window.Advance(1);
            next = _window.Peek();
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

    private void TellTooLarge() => _report.Add(_window.Offset, "What begins here is larger than anything sensible in a qlog file; it was left out.");

    private ImportException Fault(string message) => _window.Peek() < 0
        ? CutOff()
        : new ImportException($"{message}; this is no JSON from here on. What came before was taken in.", _window.Offset);

    private ImportException CutOff()
    {
        while (_window.Bytes.Length > 0 || _window.Fill())
        {
            _window.Advance(_window.Bytes.Length);
        }

        return new ImportException("The file ends in the midst of its JSON: it was cut off, or is still being written. What came before was taken in.", _window.Offset);
    }
}
