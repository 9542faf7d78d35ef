using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Makes a run of one trace: each connection a flow, each of its streams a flow below it.</summary>
internal sealed class QlogTrace : IDisposable
{
    private const int MostConnections = 1 << 16;
    private const int MostServiceLength = 100;
    private const int MostGroupLength = 512;

    private readonly ImportSource _source;
    private readonly ImportTarget _target;
    private readonly ImportReport _report;
    private readonly QlogEventNames _names = new();
    private readonly JsonRest _extras = new();
    private readonly JsonRest _rest = new();
    private readonly Dictionary<byte[], QlogConnection> _connections = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], QlogConnection>.AlternateLookup<ReadOnlySpan<byte>> _byGroup;
    private readonly byte[] _joined = new byte[512];
    private QlogClock? _clock;
    private ImportedRun? _run;
    private QlogConnection? _first;
    private QlogSink? _sink;
    private QlogTranslation? _translation;
    private long _nowNs;
    private long _early;
    private bool _isTimeTold;

    /// <summary>Makes a trace.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Takes the run.</param>
    /// <param name="report">Told of what cannot be understood.</param>
    /// <param name="number">The trace's number in the file.</param>
    /// <param name="head">What it says of itself; more may come until the first event.</param>
    public QlogTrace(ImportSource source, ImportTarget target, ImportReport report, int number, QlogHead head)
    {
        (_source, _target, _report, Number, Head) = (source, target, report, number, head);
        _byGroup = _connections.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The trace's number in the file.</summary>
    public int Number { get; }

    /// <summary>What it says of itself.</summary>
    public QlogHead Head { get; }

    /// <summary>Takes an event.</summary>
    /// <param name="json">It, as a whole.</param>
    /// <param name="offset">Where in the file it begins.</param>
    public void Take(ReadOnlySpan<byte> json, long offset)
    {
        _extras.Clear();
        QlogEvent read = QlogEvent.Read(json, Head.EventFields, _extras, out int faultAt);
        if (faultAt >= 0)
        {
            Refuse(offset + faultAt);
            return;
        }

        Take(json, offset, read);
    }

    /// <summary>Takes an event that has been taken apart.</summary>
    public void Take(ReadOnlySpan<byte> json, long offset, QlogEvent read, JsonRest extras)
    {
        _extras.Clear();
        if (!extras.IsEmpty)
        {
            JsonCursor cursor = new(extras.Json);
            bool isFirst = true;
            cursor.TryEnterObject();
            while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
            {
                _extras.Add(key, cursor.SkipValue());
            }
        }

        Take(json, offset, read);
    }

    /// <summary>Says that an event is broken.</summary>
    public void Refuse(long offset) =>
        _report.Add(offset, _report.KeepsWords ? "This is no JSON, or nested deeper than 64 levels; the event that it is in was left out." : "");

    /// <summary>Takes what stood behind the events and was not known before them.</summary>
    public void TakeTail(JsonRest rest)
    {
        if (!rest.IsEmpty && _run is not null && _first is not null)
        {
            WriteHead(_first, default, rest.Json);
        }
    }

    /// <summary>Finishes the run. A trace without an event still is one.</summary>
    public void Dispose()
    {
        if (_run is null && !Head.Json.IsEmpty)
        {
            _clock = new QlogClock(Head, null, default, _source.LastWritten);
            Begin();
        }

        if (_run is null)
        {
            return;
        }

        _run.Dispose();
        if (_early > 0)
        {
            _report.Add(-1, $"{_early} events of trace {Number + 1} have times before its zero; they were put at zero.");
        }
    }

    private static ReadOnlySpan<byte> Scalar(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? value[1..^1] : value;

    private void Take(ReadOnlySpan<byte> json, long offset, in QlogEvent read)
    {
        _clock ??= new QlogClock(Head, read.TimeForm, read.Time, _source.LastWritten);
        if (!read.Time.IsEmpty && !_clock.TryTick(read.Time) && !_isTimeTold)
        {
            _isTimeTold = true;
            _report.Add(offset, "This event's time is no number; it, and others like it, were given the time of the event before.");
        }

        _nowNs = _clock.NowNs;
        if (_nowNs < 0)
        {
            _nowNs = 0;
            _early++;
        }

        if (_run is null)
        {
            Begin();
        }

        (_sink!.NowNs, _sink.Connection, _sink.IsTold) = (_nowNs, ConnectionOf(read.GroupId), false);
        _rest.Clear();
        QlogEventName name = _names.Find(FullName(read));
        int faultAt = _translation!.Take(name.Kind, read.Data);
        if (faultAt >= 0)
        {
            // Where the data begins in the event; both are parts of one array.
            json.Overlaps(read.Data, out int start);
            Refuse(offset + start + faultAt);
            return;
        }

        WriteRest(name, read);
    }

    private ReadOnlySpan<byte> FullName(in QlogEvent read)
    {
        if (read.Category.IsEmpty || read.Category.Length + read.Name.Length + 1 > _joined.Length)
        {
            return read.Name;
        }

        read.Category.CopyTo(_joined);
        _joined[read.Category.Length] = (byte)':';
        read.Name.CopyTo(_joined.AsSpan(read.Category.Length + 1));
        return _joined.AsSpan(0, read.Category.Length + 1 + read.Name.Length);
    }

    private void Begin()
    {
        string service = Head.Name is { Length: > 0 } name ? name : Head.Title is { Length: > 0 } title ? title : "qlog";
        _run = _target.Begin(new ImportedRunStart
        {
            Service = string.Concat(service.Where(static c => !char.IsControl(c)).Take(MostServiceLength)),
            StartUnixNs = _clock!.StartUnixNs,
            Events = QlogTypes.All,
            Number = Number,
            Clock = "qlog",
        });
        _sink = new QlogSink(_run, _report);
        _translation = new QlogTranslation(_sink, Head, _clock, _rest);
        _first = _sink.Connect();
        WriteHead(_first, Head.GroupId, Head.Json.Json);
    }

    private void WriteHead(QlogConnection connection, ReadOnlySpan<byte> group, ReadOnlySpan<byte> json)
    {
        _run!.Write(_nowNs, connection.Flow, QlogTypes.Trace.Id, 0);
        _run.WriteText(group);
        _run.WriteText(json);
    }

    private QlogConnection ConnectionOf(ReadOnlySpan<byte> group)
    {
        ReadOnlySpan<byte> key = Scalar(group);
        if (key.IsEmpty || key.SequenceEqual(Head.GroupId))
        {
            return _first!;
        }

        if (_byGroup.TryGetValue(key, out QlogConnection? known))
        {
            return known;
        }

        if (_connections.Count >= MostConnections || key.Length > MostGroupLength)
        {
            return _first!;
        }

        // A file that names no group for all of it but one for each event has as many connections as groups.
        bool isFirst = Head.GroupId.Length == 0 && _connections.Count == 0;
        QlogConnection added = isFirst ? _first! : _sink!.Connect();
        _connections.Add(key.ToArray(), added);
        WriteHead(added, key, default);
        return added;
    }

    /// <summary>Writes what no other event holds, so that nothing is lost; and something at all, so that the event counts for its flow's time.</summary>
    private void WriteRest(QlogEventName name, in QlogEvent read)
    {
        if (_sink!.IsTold && _rest.IsEmpty && _extras.IsEmpty)
        {
            return;
        }

        if (!name.IsDeclared)
        {
            name.IsDeclared = true;
            _run!.Declare(name.Type);
        }

        _run!.Write(_nowNs, _sink.Connection.Flow, name.Type.Id, 0);
        if (ReferenceEquals(name.Type, QlogTypes.Other))
        {
            _run.WriteText(FullName(read));
        }

        ReadOnlySpan<byte> data = _rest.IsEmpty && !_sink.IsTold ? read.Data : _rest.Json;
        if (!_extras.IsEmpty)
        {
            if (read.IsEvent)
            {
                _rest.Clear();
                byte[] copy = data.ToArray();
                if (copy.Length > 0)
                {
                    _rest.Add("data"u8, copy);
                }

                _rest.Add("event"u8, _extras.Json);
                data = _rest.Json;
            }
            else
            {
                data = _extras.Json;
            }
        }

        _run.WriteText(data);
    }
}
