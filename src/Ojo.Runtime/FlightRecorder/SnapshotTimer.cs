namespace Ojo.FlightRecorder;

/// <summary>Says when it is time for the next snapshot.</summary>
internal sealed class SnapshotTimer
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private long _last;

    public SnapshotTimer(TimeProvider time, TimeSpan interval)
    {
        _time = time;
        _interval = interval;
        _last = time.GetTimestamp();
    }

    /// <summary>Whether it is; then the time begins anew.</summary>
    public bool TryElapse()
    {
        if (_time.GetElapsedTime(_last) < _interval)
        {
            return false;
        }

        _last = _time.GetTimestamp();
        return true;
    }
}
