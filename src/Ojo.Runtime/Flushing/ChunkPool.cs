using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>Keeps free chunks ready ahead of need.</summary>
/// <remarks>
/// The pool begins small and grows in steps, twice as far each time that it was found nearly empty. A disk that has no
/// room for it leaves it as large as it is.
/// </remarks>
internal sealed class ChunkPool
{
    private const int ChunksPerStep = 256;
    private const int FirstChunks = 128;

    private readonly Ring _ring;
    private int _target = 2 * ChunksPerStep;

    /// <summary>Makes the first chunks ready.</summary>
    /// <exception cref="IOException">The disk has no room for them.</exception>
    public ChunkPool(Ring ring)
    {
        _ring = ring;
        if (ring.TryGrow(FirstChunks) is { } problem)
        {
            throw new IOException($"There is no room for the tracer's buffer: {problem}.");
        }
    }

    /// <summary>Why the pool could not grow when it last should have; null if it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Grows the pool if it should.</summary>
    public void Keep()
    {
        if (_ring.ChunksPrepared == _ring.ChunkCapacity)
        {
            return;
        }

        if (_ring.FreeChunkCount <= _ring.LeastFree && _ring.ChunksPrepared > FirstChunks)
        {
            _target = Math.Min(2 * _target, _ring.ChunkCapacity);
        }

        Problem = null;
        while (_ring.FreeChunkCount < _target && _ring.ChunksPrepared < _ring.ChunkCapacity && Problem is null)
        {
            Problem = _ring.TryGrow(ChunksPerStep);
        }
    }
}
