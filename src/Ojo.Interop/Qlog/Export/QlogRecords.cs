using System.Runtime.InteropServices;
using Ojo.Catalogue;
using Ojo.Interop.Exporting;
using Ojo.Interop.Timeline;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Qlog.Export;

/// <summary>Makes records of the events of a connection and its streams, which can then be put in order.</summary>
internal sealed class QlogRecords : IEventSink, IDisposable
{
    private const int FewAtOnce = 1 << 14;
    private const int MostText = 1 << 26;

    private readonly ExportSource _source;
    private readonly Dictionary<int, QlogMeaning> _meanings;
    private readonly ScannedType[] _naming;
    private readonly QlogEventText _texts;
    private readonly List<QlogRecord> _records = [];
    private readonly Dictionary<FlowKey, ulong> _streams = [];
    private readonly NumberReader _numbers = new();
    private readonly int _most;
    private readonly CancellationToken _cancellation;
    private FlowKey _root;
    private bool _isBounded;
    private long _events;

    /// <param name="source">What is exported.</param>
    /// <param name="isIetf">Whether names are the drafts'.</param>
    /// <param name="most">How many records there may be before a time is cut.</param>
    /// <param name="cancellation">Ends it.</param>
    public QlogRecords(ExportSource source, bool isIetf, int most, CancellationToken cancellation)
    {
        (_source, _most, _cancellation) = (source, most, cancellation);
        _meanings = source.Types.Values.ToDictionary(static type => type.TypeKey, type => new QlogMeaning(type, isIetf));
        _naming = [.. _meanings.Where(static pair => pair.Value.StreamId is not null).Select(static pair => new ScannedType(pair.Key))];
        _texts = new QlogEventText(isIetf);
    }

    /// <summary>Takes the records when they are many, and nothing has to be put in order; null: they are kept.</summary>
    public Action? OnFull { get; set; }

    /// <summary>Whether there were more than can be kept.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _records.Count == 0;

    /// <summary>Whether there were so few that the next time may be longer.</summary>
    public bool WasSparse { get; private set; }

    /// <summary>A packet's number space, as the type of its packets says it.</summary>
    public static byte SpaceOf(QlogMeaning meaning, in ExportedEvent scanned)
    {
        if (meaning.Space is not { Field: { BitWidth: >= 1 and <= 64 } field })
        {
            return 0;
        }

        ulong value = scanned.Bits(field.BitOffset, field.BitWidth);
        return field.Values.FirstOrDefault(one => (ulong)one.Value == value).Name switch { "initial" => 1, "handshake" => 2, _ => 0 };
    }

    /// <summary>Begins a connection.</summary>
    public void BeginConnection(FlowKey root)
    {
        _root = root;
        _streams.Clear();
    }

    /// <summary>Begins a time.</summary>
    /// <param name="isBounded">Whether it may be cut into shorter ones, should there be too many events.</param>
    public void Begin(bool isBounded)
    {
        (IsFull, WasSparse, _isBounded) = (false, true, isBounded);
        Clear();
    }

    /// <summary>Puts what is here in order of time and gives it away.</summary>
    public void PassTo(QlogAssembly assembly)
    {
        WasSparse = _records.Count < _most / 4 && _texts.Length < MostText / 4;
        CollectionsMarshal.AsSpan(_records).Sort();
        foreach (ref readonly QlogRecord record in CollectionsMarshal.AsSpan(_records))
        {
            assembly.Take(record, _texts.Written.Slice(record.TextStart, record.TextLength));
        }

        Clear();
    }

    /// <inheritdoc/>
    public bool Take(in ScannedEvents events)
    {
        _cancellation.ThrowIfCancellationRequested();
        for (int number = 0; number < events.Events.Length; number++)
        {
            ref readonly ScannedEvent scanned = ref events.Events[number];
            if (_meanings.TryGetValue(scanned.TypeKey, out QlogMeaning? meaning))
            {
                Add(meaning, new ExportedEvent(events, number), events.Flow, scanned);
            }
        }

        if (_records.Count >= FewAtOnce && OnFull is { } full)
        {
            full();
        }

        IsFull = _isBounded && (_records.Count > _most || _texts.Length > MostText);
        return !IsFull;
    }

    /// <summary>How many events the records were made of, from the last time on that this was asked.</summary>
    public long TakeCount()
    {
        long count = _events;
        _events = 0;
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _texts.Dispose();

    private void Clear()
    {
        _records.Clear();
        _texts.Clear();
    }

    private void Add(QlogMeaning meaning, in ExportedEvent from, FlowKey flow, in ScannedEvent scanned)
    {
        _events++;
        QlogRecord record = new(scanned.TNs, scanned.Place, _records.Count, meaning.Kind);
        ulong? stream = flow == _root ? null : StreamOf(meaning, from, flow);
        switch (meaning.Kind)
        {
            case QlogRecordKind.None:
                return;
            case QlogRecordKind.Packet:
                AddPacket(meaning, from, record);
                return;
            case QlogRecordKind.Other:
                AddText(record, meaning, from, stream, isOwn: false);
                return;
            case QlogRecordKind.Metric when stream is not null:
                AddText(record with { Kind = QlogRecordKind.Other }, meaning, from, stream, isOwn: true);
                return;
            case QlogRecordKind.Metric:
                AddMetrics(meaning, from, record);
                break;
            case QlogRecordKind.Acked:
                _records.Add(record with { Number = Bits(meaning.Number, from), Space = SpaceOf(meaning, from) });
                break;
            case QlogRecordKind.StreamEnd:
                // Where no data of the same time is the stream's last, it is an event of its own.
                AddText(record with { IsSent = !meaning.Name.EndsWith("received", StringComparison.Ordinal), Number = Bits(meaning.StreamId, from) }, meaning, from, stream, isOwn: true);
                return;
            case QlogRecordKind.StreamData:
                _records.Add(record with
                {
                    IsSent = meaning.Role == EventRole.StreamDataSent,
                    Number = meaning.StreamId is null ? stream ?? 0 : Bits(meaning.StreamId, from),
                    Value = Bits(meaning.Offset, from),
                    Length = Bits(meaning.Length, from),
                });
                break;
            case QlogRecordKind.Limit:
                bool isStream = meaning.Role == EventRole.StreamLimit;
                _records.Add(record with
                {
                    HasNumber = isStream,
                    Number = isStream ? meaning.StreamId is null ? stream ?? 0 : Bits(meaning.StreamId, from) : 0,
                    Value = Bits(meaning.Value!.Field, from),
                });
                break;
        }

        if (meaning.Beside.Length > 0)
        {
            AddText(record with { Kind = QlogRecordKind.Other, Order = _records.Count }, meaning, from, stream, isOwn: true);
        }
    }

    private void AddPacket(QlogMeaning meaning, in ExportedEvent from, QlogRecord record)
    {
        int start = _texts.Length;
        if (meaning.Beside.Length > 0 || meaning.WireName is not null)
        {
            _texts.Rest(meaning, from);
        }

        _records.Add(record with
        {
            IsSent = meaning.Role == EventRole.PacketSent,
            HasNumber = meaning.Number is not null,
            Number = Bits(meaning.Number, from),
            Space = SpaceOf(meaning, from),
            HasSize = meaning.Size is not null,
            Value = Bits(meaning.Size, from),
            TextStart = start,
            TextLength = _texts.Length - start,
        });
    }

    private void AddMetrics(QlogMeaning meaning, in ExportedEvent from, QlogRecord record)
    {
        foreach (QlogMetricField metric in meaning.Metrics)
        {
            if (metric.TryRead(_numbers, from, out ulong value))
            {
                _records.Add(record with { Order = _records.Count, Metric = metric.Metric, Value = value });
            }
        }
    }

    private void AddText(QlogRecord record, QlogMeaning meaning, in ExportedEvent from, ulong? stream, bool isOwn)
    {
        int start = _texts.Length;
        _texts.Event(meaning, from, stream, isOwn);
        _records.Add(record with { TextStart = start, TextLength = _texts.Length - start });
    }

    /// <summary>The stream whose flow it is: what its events call it, or its flow's id where none does.</summary>
    private ulong StreamOf(QlogMeaning meaning, in ExportedEvent from, FlowKey flow)
    {
        if (_streams.TryGetValue(flow, out ulong stream))
        {
            return stream;
        }

        if (meaning.StreamId is not null)
        {
            stream = Bits(meaning.StreamId, from);
        }
        else
        {
            FirstWord first = new(flow.FlowId, _meanings);
            if (_naming.Length > 0)
            {
                _source.Store.Scan(new EventScan { Flows = [flow], RunId = flow.RunId, Types = _naming }, first, _cancellation);
            }

            stream = first.Value;
        }

        _streams.Add(flow, stream);
        return stream;
    }

    private static ulong Bits(FieldDescriptor? field, in ExportedEvent from) => field is { BitWidth: >= 1 and <= 64 } ? from.Bits(field.BitOffset, field.BitWidth) : 0;

    /// <summary>Looks for the stream's id in a flow's first event that has it.</summary>
    private sealed class FirstWord(ulong otherwise, Dictionary<int, QlogMeaning> meanings) : IEventSink
    {
        public ulong Value { get; private set; } = otherwise;

        public bool Take(in ScannedEvents events)
        {
            if (events.Events.IsEmpty)
            {
                return true;
            }

            Value = Bits(meanings[events.Events[0].TypeKey].StreamId, new ExportedEvent(events, 0));
            return false;
        }
    }
}
