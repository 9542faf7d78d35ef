using Ojo.Flushing;
using Ojo.Recording;

namespace Ojo.FlightRecorder;

/// <summary>The turn of a flight recorder's own process to write or give up what is in its ring.</summary>
/// <remarks>Somebody who takes a snapshot from outside may have it. For the flusher alone.</remarks>
internal sealed class RecorderTurn
{
    // Longer than it takes to write one file.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Ring _ring;
    private readonly RingDrain _drain;

    public RecorderTurn(Ring ring, RingDrain drain)
    {
        _ring = ring;
        _drain = drain;
    }

    /// <summary>Whether it could not be had when it was last wanted.</summary>
    public bool IsLacking { get; private set; }

    /// <summary>Waits a moment for the turn, does something in it, and goes on before that where somebody else ended.</summary>
    /// <returns>Whether it was done.</returns>
    public bool TryDo(Action action)
    {
        IsLacking = !_ring.TryTakeTurn(s_patience);
        if (IsLacking)
        {
            return false;
        }

        try
        {
            _drain.GoOnAfterOthers();
            action();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It cannot be known what is in files: so nothing is written or given up until it can.
            IsLacking = true;
            return false;
        }
        finally
        {
            _ring.EndTurn();
        }
    }
}
