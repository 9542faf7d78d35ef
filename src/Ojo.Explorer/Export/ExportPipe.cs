using System.IO.Pipelines;

namespace Ojo.Explorer.Export;

/// <summary>What an exporter writes to: it waits while the client is behind, and that time is not counted against it.</summary>
/// <param name="writer">Where the bytes go.</param>
/// <param name="limit">Ends the export when its time is up.</param>
/// <param name="timeout">How long it may work.</param>
internal sealed class ExportPipe(PipeWriter writer, CancellationTokenSource limit, TimeSpan timeout) : Stream
{
    private TimeSpan _left = timeout;
    private long _since = TimeProvider.System.GetTimestamp();

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        System.Buffers.BuffersExtensions.Write(writer, buffer);
        Flush();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        ValueTask<FlushResult> flush = writer.FlushAsync(limit.Token);
        if (flush.IsCompleted)
        {
            flush.GetAwaiter().GetResult();
            return;
        }

        _left -= TimeProvider.System.GetElapsedTime(_since);
        limit.CancelAfter(Timeout.InfiniteTimeSpan);
        flush.AsTask().GetAwaiter().GetResult();
        _since = TimeProvider.System.GetTimestamp();
        limit.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
