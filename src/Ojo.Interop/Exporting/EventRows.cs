using System.Buffers;
using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>Writes each event that a scan shows, knowing what is its run's and its flow's.</summary>
internal abstract class EventRows(ExportSource source) : IEventSink
{
    private readonly byte[] _flowText = new byte[64];
    private readonly ArrayBufferWriter<byte> _words = new();
    private FlowKey? _flow;
    private int _flowLength;
    private StoredRun? _run;

    /// <summary>How many events were written.</summary>
    public long Count { get; private set; }

    /// <summary>The run's number in the store.</summary>
    protected long Run => _flow!.Value.RunId;

    /// <summary>Which flow it is.</summary>
    protected FlowKey Key => _flow!.Value;

    /// <summary>Its run.</summary>
    protected StoredRun StoredRun => _run!;

    /// <summary>The flow's name, run and id.</summary>
    protected ReadOnlySpan<byte> Flow => _flowText.AsSpan(0, _flowLength);

    /// <inheritdoc/>
    public bool Take(in ScannedEvents events)
    {
        if (_flow != events.Flow)
        {
            _flow = events.Flow;
            _run = source.Runs.GetValueOrDefault(events.Flow.RunId);
            System.Text.Unicode.Utf8.TryWrite(_flowText, CultureInfo.InvariantCulture, $"{events.Flow.RunId}-{events.Flow.FlowId}", out _flowLength);
        }

        // It came after the list of runs had been read: not of the state that is exported.
        if (_run is null)
        {
            return true;
        }

        for (int number = 0; number < events.Events.Length; number++)
        {
            Write(new ExportedEvent(events, number), events.Events[number].TypeKey);
            Count++;
            EndEvent();
        }

        return true;
    }

    /// <summary>Writes an event.</summary>
    protected abstract void Write(in ExportedEvent scanned, int typeKey);

    /// <summary>Comes after an event has been written and counted.</summary>
    protected virtual void EndEvent()
    {
    }

    /// <summary>An event's time by the clock on the wall, in nanoseconds since the Unix epoch.</summary>
    protected long WallClock(in ExportedEvent scanned) => (long)Int128.Clamp((Int128)_run!.StartNs + scanned.TNs, long.MinValue, long.MaxValue);

    /// <summary>All of an event's words, parted by blanks, for events of which nobody knows what they mean. They are gone with the next.</summary>
    protected ReadOnlySpan<byte> AllWords(in ExportedEvent scanned)
    {
        _words.ResetWrittenCount();
        for (int word = 0; word < scanned.WordCount; word++)
        {
            _words.Write(word == 0 ? [] : " "u8);
            scanned.Word(word).TryFormat(_words.GetSpan(20), out int written, default, CultureInfo.InvariantCulture);
            _words.Advance(written);
        }

        return _words.WrittenSpan;
    }
}
