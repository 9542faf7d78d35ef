using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>Keeps free chunks ready ahead of need.</summary>
/// <remarks>
/// The pool begins small and grows step by step, and aims twice as high each time that it was found nearly empty. A disk that has no
/// room for it leaves it as large as it is.
/// </remarks>
internal sealed class ChunkPool
{
    private const int ChunksPerStep = 128;
    private const int FirstChunks = 128;
    private const int MillisecondsToRetry = 5000;

    private readonly Ring _ring;
    private int _target = 4 * ChunksPerStep;
    private long _nextAttempt;

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

    /// <summary>Grows the pool by a step if it should.</summary>
    /// <remarks>
    /// One step and no more: to make a chunk ready takes longer than to empty one, so whatever waits to be written comes first.
    /// </remarks>
    /// <param name="atLeast">How many free chunks there should be; as many as seem to be needed, if that is less.</param>
    /// <returns>Whether it has grown.</returns>
    public bool Keep(int atLeast = 0)
    {
        if (_ring.ChunksPrepared == _ring.ChunkCapacity || Environment.TickCount64 < _nextAttempt)
        {
            return false;
        }

        if (_ring.FreeChunkCount <= _ring.LeastFree && _ring.ChunksPrepared > _target)
        {
            _target = Math.Min(2 * _target, _ring.ChunkCapacity);
        }

        if (_ring.FreeChunkCount >= Math.Max(_target, atLeast))
        {
            return false;
        }

        if (_ring.TryGrow(ChunksPerStep) is not null)
        {
            // An attempt on a full disk takes for a moment what little room there is.
            _nextAttempt = Environment.TickCount64 + MillisecondsToRetry;
            return false;
        }

        return true;
    }
}
