using System.Buffers;
using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>Writes each event that a scan shows as a line of a file.</summary>
internal abstract class EventLines(ExportSource source, Stream destination, CancellationToken cancellation) : IEventSink
{
    private const int UsualPiece = 64 * 1024;

    private readonly byte[] _flowText = new byte[64];
    private readonly byte[] _time = new byte[IsoTime.Length];
    private FlowKey? _flow;
    private int _flowLength;
    private StoredRun? _run;

    /// <summary>How many events were written.</summary>
    public long Count { get; private set; }

    /// <summary>Where lines go on their way to the destination.</summary>
    protected ArrayBufferWriter<byte> Output { get; } = new(2 * UsualPiece);

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
            if (Output.WrittenCount >= UsualPiece)
            {
                Flush();
            }
        }

        return true;
    }

    /// <summary>Passes on what has been written.</summary>
    public void Flush()
    {
        cancellation.ThrowIfCancellationRequested();
        destination.Write(Output.WrittenSpan);
        Output.ResetWrittenCount();
    }

    /// <summary>Writes an event.</summary>
    protected abstract void Write(in ExportedEvent scanned, int typeKey);

    /// <summary>An event's time by the clock on the wall.</summary>
    protected ReadOnlySpan<byte> WallClock(in ExportedEvent scanned)
    {
        IsoTime.Write((long)Int128.Clamp((Int128)_run!.StartNs + scanned.TNs, long.MinValue, long.MaxValue), _time);
        return _time;
    }
}
