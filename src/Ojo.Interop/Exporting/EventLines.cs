using System.Buffers;

namespace Ojo.Interop.Exporting;

/// <summary>Writes each event that a scan shows as a line of a file.</summary>
internal abstract class EventLines(ExportSource source, Stream destination, CancellationToken cancellation) : EventRows(source)
{
    private const int UsualPiece = 64 * 1024;

    private readonly byte[] _time = new byte[IsoTime.Length];

    /// <summary>Where lines go on their way to the destination.</summary>
    protected ArrayBufferWriter<byte> Output { get; } = new(2 * UsualPiece);

    /// <summary>Passes on what has been written.</summary>
    public void Flush()
    {
        cancellation.ThrowIfCancellationRequested();
        destination.Write(Output.WrittenSpan);
        Output.ResetWrittenCount();
    }

    /// <inheritdoc/>
    protected override void EndEvent()
    {
        if (Output.WrittenCount >= UsualPiece)
        {
            Flush();
        }
    }

    /// <summary>An event's time by the clock on the wall, as text.</summary>
    protected ReadOnlySpan<byte> WallClockText(in ExportedEvent scanned)
    {
        IsoTime.Write(WallClock(scanned), _time);
        return _time;
    }
}
