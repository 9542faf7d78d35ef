using System.Runtime.InteropServices;
using System.Text;
using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Interop.Importing;

/// <summary>Takes one run's events, in any order of time, and writes them to trace files, each in order of time.</summary>
/// <remarks>
/// Events that are far from their place in time, by more than some hundred thousand others, come to stand in a later file, as those of different
/// threads of a tracer may; a store merges them. For one thread. Memory is one file's records, whatever the number of events.
/// </remarks>
public sealed class ImportedRun : IDisposable
{
    /// <summary>How many bytes a text may have; what is longer is cut at a character's end.</summary>
    public const int MostTextBytes = 256 * 1024;

    private const int RecordsPerFile = 256 * 1024;

    private readonly ITraceFileDestination _destination;
    private readonly Func<IReadOnlyList<EventDescriptor>, RunDescription> _describe;
    private readonly List<EventDescriptor> _events;
    private readonly Action? _onFile;
    private readonly List<TraceRecord> _records = [];
    private readonly List<Group> _groups = [];
    private readonly List<TraceRecord> _definitions = [];
    private readonly WideIds _wideFlows = new(MetaEvent.WideFlow);
    private readonly WideIds _wideTypes = new(MetaEvent.WideType);
    private readonly Dictionary<string, uint> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;
    private RunDescription _description;
    private bool _isUndescribed;
    private ulong _last;
    private bool _isSorted = true;
    private int _written;
    private uint _files;
    private bool _isDisposed;

    /// <param name="destination">Where the files go.</param>
    /// <param name="describe">Hands on a schema of these events, and the run's description with it.</param>
    /// <param name="events">What the run's event types mean, as far as it is known.</param>
    /// <param name="firstFile">The number of its first file.</param>
    /// <param name="onFile">Called whenever a file has been handed on.</param>
    internal ImportedRun(
        ITraceFileDestination destination, Func<IReadOnlyList<EventDescriptor>, RunDescription> describe, IReadOnlyList<EventDescriptor> events, uint firstFile, Action? onFile)
    {
        _files = firstFile;
        _destination = destination;
        _describe = describe;
        _events = [.. events];
        _description = describe(_events);
        _onFile = onFile;
        _byCharacters = _strings.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many events were taken that the target did not have before.</summary>
    public long Events { get; private set; }

    /// <summary>How many of them the target had already, from an earlier import of the same file.</summary>
    public long KnownEvents { get; private set; }

    /// <summary>How many events came with a time before the run's start and were put at its start.</summary>
    public long EventsBeforeStart { get; private set; }

    /// <summary>How many texts were cut because they had more than <see cref="MostTextBytes"/> bytes.</summary>
    public long CutTexts { get; private set; }

    /// <summary>Adds an event type that turned up while the file was read. It must be told before the first event of it.</summary>
    /// <param name="type">The type. No other of the run has its id.</param>
    public void Declare(EventDescriptor type)
    {
        _events.Add(type);
        _isUndescribed = true;
    }

    /// <summary>Takes an event.</summary>
    /// <param name="tNs">When, in nanoseconds since the run's start.</param>
    /// <param name="flowId">Its flow.</param>
    /// <param name="eventType">Its type's id.</param>
    /// <param name="word">Its fields.</param>
    public void Write(long tNs, uint flowId, uint eventType, ulong word) => Write(tNs, flowId, eventType, new ReadOnlySpan<ulong>(in word));

    /// <summary>Takes an event of several words. Each text and byte field of its type is to follow by <see cref="WriteText"/>, in order.</summary>
    /// <param name="tNs">When, in nanoseconds since the run's start.</param>
    /// <param name="flowId">Its flow.</param>
    /// <param name="eventType">Its type's id.</param>
    /// <param name="words">Its fields, packed as its declaration says: as many words as they need, at least one.</param>
    /// <exception cref="IOException">What came before cannot be written.</exception>
    public void Write(long tNs, uint flowId, uint eventType, ReadOnlySpan<ulong> words)
    {
        MakeRoom(words.Length);
        Begin(tNs);
        _written++;
        ulong time = _groups[^1].Time;
        _records.Add(new TraceRecord(time, flowId, eventType, words[0]));
        foreach (ulong word in words[1..])
        {
            _records.Add(new TraceRecord(time, flowId, MetaEvent.Extend, word));
        }
    }

    /// <summary>Takes an event whose flow or type has an id of 64 bits. A store has them whole.</summary>
    /// <inheritdoc cref="Write(long, uint, uint, ReadOnlySpan{ulong})"/>
    /// <exception cref="ImportException">There are more ids beyond 32 bits than numbers to stand for them.</exception>
    public void WriteWide(long tNs, ulong flowId, ulong eventType, ReadOnlySpan<ulong> words)
    {
        // What the numbers stand for must be in the event's own file.
        MakeRoom(words.Length);
        Write(tNs, FlowOf(flowId), TypeOf(eventType), words);
    }

    /// <summary>Adds a text, or bytes, to the event that was taken last.</summary>
    /// <param name="utf8">The text's UTF-8, or the bytes.</param>
    public void WriteText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MostTextBytes)
        {
            CutTexts++;
            int end = MostTextBytes;
            while (end > MostTextBytes - 4 && (utf8[end] & 0xC0) == 0x80)
            {
                end--;
            }

            utf8 = utf8[..end];
        }

        TraceRecord head = _records[_groups[^1].First];
        Append(_records, new TraceRecord(head.TsDelta, head.FlowId, MetaEvent.Text, (ulong)utf8.Length), utf8);
    }

    /// <summary>The id of a text that comes again and again, for a field of type string.</summary>
    public uint Intern(ReadOnlySpan<char> text)
    {
        if (_byCharacters.TryGetValue(text, out uint id))
        {
            return id;
        }

        id = (uint)_strings.Count + 1;
        _strings.Add(text.ToString(), id);
        byte[] utf8 = Encoding.UTF8.GetBytes(text.ToString());
        Append(_definitions, new TraceRecord(0, id, MetaEvent.StringDefine, (ulong)utf8.Length), utf8);
        return id;
    }

    /// <summary>Says that whoever recorded the run lost events.</summary>
    /// <param name="fromNs">Since when, in nanoseconds since the run's start.</param>
    /// <param name="toNs">Until when.</param>
    /// <param name="cause">Why.</param>
    /// <param name="events">How many.</param>
    public void WriteGap(long fromNs, long toNs, DropCause cause, ulong events)
    {
        MakeRoom(2);
        Begin(toNs);
        ulong time = _groups[^1].Time;
        _records.Add(new TraceRecord(time, (uint)cause, MetaEvent.EventsDropped, events));
        _records.Add(new TraceRecord(time, (uint)cause, MetaEvent.Extend, (ulong)Math.Clamp(fromNs, 0, (long)time)));
    }

    /// <summary>Finishes the run.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            WriteFile();

            // A file may hold thousands of runs.
            _records.Capacity = 0;
            _groups.Capacity = 0;
            _strings.Clear();
        }
    }

    private static void Append(List<TraceRecord> records, TraceRecord head, ReadOnlySpan<byte> bytes)
    {
        records.Add(head);
        while (!bytes.IsEmpty)
        {
            ulong word = 0;
            ReadOnlySpan<byte> part = bytes[..Math.Min(sizeof(ulong), bytes.Length)];
            part.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref word)));
            records.Add(new TraceRecord(head.TsDelta, head.FlowId, MetaEvent.Extend, word));
            bytes = bytes[part.Length..];
        }
    }

    private uint FlowOf(ulong id) => id <= WideIds.LastNarrow ? (uint)id : _wideFlows.NumberOf(id, _files, _definitions);

    private uint TypeOf(ulong id) => WideIds.IsEventType(id) ? (uint)id : _wideTypes.NumberOf(id, _files, _definitions);

    private void MakeRoom(int records)
    {
        if (_records.Count + records > RecordsPerFile)
        {
            WriteFile();
        }
    }

    private void Begin(long tNs)
    {
        if (tNs < 0)
        {
            EventsBeforeStart++;
            tNs = 0;
        }

        ulong time = (ulong)tNs;
        _isSorted &= time >= _last;
        _last = time;
        _groups.Add(new Group(time, _records.Count));
    }

    private void WriteFile()
    {
        if (_groups.Count == 0)
        {
            return;
        }

        if (_isUndescribed)
        {
            _description = _describe(_events);
            _isUndescribed = false;
        }

        TraceFileName name = TraceFileName.ForTrace(_description.BatchStart, (uint)_description.ProcessId, _files++);
        string path = _destination.PathOf(name);
        try
        {
            using TraceFileWriter writer = TraceFileWriter.Create(path, new TraceFileHeader(_description.Version, _description.BatchStart, _description.SchemaHash));
            WriteRecords(writer);
            writer.Complete();
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        int written = _written;
        _destination.Take(name, isNew =>
        {
            if (isNew)
            {
                Events += written;
            }
            else
            {
                KnownEvents += written;
            }
        });
        _records.Clear();
        _groups.Clear();
        _definitions.Clear();
        (_written, _last, _isSorted) = (0, 0, true);
        _onFile?.Invoke();
    }

    private void WriteRecords(TraceFileWriter writer)
    {
        ReadOnlySpan<TraceRecord> records = CollectionsMarshal.AsSpan(_records);
        Span<Group> groups = CollectionsMarshal.AsSpan(_groups);
        ulong start = groups[0].Time;
        if (!_isSorted)
        {
            foreach (Group group in groups)
            {
                start = Math.Min(start, group.Time);
            }
        }

        foreach (TraceRecord definition in _definitions)
        {
            writer.Write(new TraceRecord(start, definition.FlowId, definition.EventType, definition.Payload));
        }

        if (_isSorted)
        {
            writer.Write(records);
            return;
        }

        int[] ends = new int[groups.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = i + 1 < ends.Length ? groups[i + 1].First : records.Length;
        }

        // Of two of one time, the one that came first has the lower place.
        groups.Sort(ends.AsSpan(), static (left, right) => left.Time != right.Time ? left.Time.CompareTo(right.Time) : left.First.CompareTo(right.First));
        for (int i = 0; i < groups.Length; i++)
        {
            writer.Write(records[groups[i].First..ends[i]]);
        }
    }

    /// <summary>An event and what belongs to it.</summary>
    /// <param name="Time">When.</param>
    /// <param name="First">Its first record.</param>
    private readonly record struct Group(ulong Time, int First);
}
