using Ojo.Catalogue;

namespace Ojo.Format;

/// <summary>The events of a trace file, one after the other, for <c>foreach</c>. Obtained from <see cref="TraceFileReader.ReadEvents"/>.</summary>
/// <remarks>
/// Records about the trace itself are passed over, but for the strings' definitions, which go into <see cref="Strings"/>. Can
/// be gone through once. Not safe for several threads at once.
/// </remarks>
public sealed class TraceEvents
{
    /// <summary>How many records an event that is read like this can take; a <see cref="Tracer"/> writes far smaller ones.</summary>
    public const int MostRecords = 64 * 1024;

    private const int FirstCapacity = 4 * 1024;

    private readonly TraceFileReader _reader;
    private TraceRecord[] _records = new TraceRecord[FirstCapacity];
    private int _count;
    private int _start;
    private int _end;

    internal TraceEvents(TraceFileReader reader, TraceStrings strings)
    {
        _reader = reader;
        Strings = strings;
    }

    /// <summary>The strings that events refer to: those that were handed in, and those that have been met in the file so far.</summary>
    public TraceStrings Strings { get; }

    /// <summary>The event that was reached: head, EXTENDs and texts. It lives until the next is.</summary>
    public TraceEvent Current => new(_records.AsSpan(_start, _end - _start), Strings);

    /// <summary>The events that have not been read.</summary>
    public TraceEvents GetEnumerator() => this;

    /// <summary>Reads the next event.</summary>
    /// <returns>False at the end of the file, when its checksum has been found right.</returns>
    /// <exception cref="TraceFormatException">
    /// The file is damaged, or holds an event of more than <see cref="MostRecords"/> records. What was read before is then to
    /// be thrown away.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool MoveNext()
    {
        while (_end < _count || Fill())
        {
            _start = _end;
            _end = EndOfGroup(_start);
            uint type = _records[_start].EventType;
            if (!EventTypeId.IsMeta(type))
            {
                return true;
            }

            if (type == MetaEvent.StringDefine)
            {
                Strings.Define(_records[_start].FlowId, TextRecords.Read(_records.AsSpan(_start, _end - _start)));
            }
        }

        return false;
    }

    private bool Fill()
    {
        _end = 0;
        while (!_reader.TryRead(_records, out _count))
        {
            if (_records.Length == MostRecords)
            {
                throw new TraceFormatException(
                    $"{_reader.Name} has an event that takes more than {MostRecords} records at offset {_reader.Offset}: no tracer writes that.");
            }

            _records = new TraceRecord[Math.Min(_records.Length * 4, MostRecords)];
        }

        return _count > 0;
    }

    private int EndOfGroup(int start)
    {
        int end = start + 1;
        while (end < _count && _records[end].EventType is MetaEvent.Extend or MetaEvent.Text)
        {
            end++;
        }

        return end;
    }
}
