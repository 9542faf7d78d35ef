using Ojo;
using Transfer.Events;
using Transfer.Wire;

namespace Transfer.Congestion;

/// <summary>CUBIC (RFC 9438): after a loss the window returns along a cubic curve to where the loss was, rests there, and then probes beyond.</summary>
/// <remarks>The RFC counts in segments; so does this class inside. A segment is a packet of full size.</remarks>
internal sealed partial class Cubic : ICongestionAlgorithm
{
    /// <summary>How steep the curve is, in segments per second³ (section 5.1).</summary>
    public const double C = 0.4;

    /// <summary>What is left of the window after a loss (section 4.6).</summary>
    public const double Beta = 0.7;

    /// <summary>How fast Reno would have to grow to be as fast on average with CUBIC's <see cref="Beta"/> (section 4.3).</summary>
    public const double Alpha = 3 * (1 - Beta) / (1 + Beta);

    private readonly Tracer? _tracer;
    [FlowId] private readonly uint _flowId;
    private double _window = CongestionWindow.Initial / Packet.MaxSize;
    private double _windowBeforeLoss;
    private double _windowMax;
    private double _renoWindow;
    private double _k;
    private TimeSpan? _epochStart;
    private TimeSpan? _pausedAt;

    public Cubic(Tracer? tracer, uint flowId)
    {
        _tracer = tracer;
        _flowId = flowId;
    }

    public ulong Window => (ulong)(_window * Packet.MaxSize);

    public ulong SlowStartThreshold { get; private set; } = ulong.MaxValue;

    /// <summary>How long the curve takes from the window after a loss to the window before it (section 4.2, figure 2).</summary>
    /// <param name="windowMax">The window to return to, in segments.</param>
    /// <param name="windowAtEpoch">The window to start from, in segments.</param>
    /// <returns>Seconds.</returns>
    public static double K(double windowMax, double windowAtEpoch) => Math.Cbrt((windowMax - windowAtEpoch) / C);

    /// <summary>The curve (section 4.2, figure 1).</summary>
    /// <param name="seconds">Time since the epoch began.</param>
    /// <param name="k">What <see cref="K"/> says.</param>
    /// <param name="windowMax">The window to return to, in segments.</param>
    /// <returns>Segments.</returns>
    public static double Curve(double seconds, double k, double windowMax) => (C * Math.Pow(seconds - k, 3)) + windowMax;

    public void OnAcked(int bytes, TimeSpan now, TimeSpan smoothedRtt)
    {
        double segments = (double)bytes / Packet.MaxSize;
        if (Window < SlowStartThreshold)
        {
            _window += segments;
            return;
        }

        ResumeOrBeginEpoch(now);
        double elapsed = (now - _epochStart!.Value).TotalSeconds;
        double alpha = _renoWindow >= _windowBeforeLoss ? 1 : Alpha;
        _renoWindow += alpha * segments / _window;
        if (Curve(elapsed, _k, _windowMax) < _renoWindow)
        {
            // Where Reno would be faster, be as fast as Reno (section 4.3).
            _window = Math.Max(_window, _renoWindow);
            return;
        }

        // Aim at where the curve will be in a round trip, by no more than half the window (section 4.2).
        double target = Math.Clamp(Curve(elapsed + smoothedRtt.TotalSeconds, _k, _windowMax), _window, 1.5 * _window);
        _window += (target - _window) / _window * segments;
    }

    /// <summary>Time in which the window was not used does not move the curve on (section 5.8).</summary>
    public void OnApplicationLimited(TimeSpan now) => _pausedAt ??= now;

    public void OnCongestionEvent(TimeSpan now)
    {
        // Fast convergence: a window that could not return to its last maximum makes room for others (section 4.7).
        _windowMax = _window < _windowMax ? _window * (1 + Beta) / 2 : _window;
        _windowBeforeLoss = _window;
        _window = Math.Max(_window * Beta, (double)CongestionWindow.Minimum / Packet.MaxSize);
        SlowStartThreshold = Window;
        _epochStart = null;
    }

    public void OnPersistentCongestion()
    {
        // There is nothing to return to: the next curve starts where slow start ends, at its plateau (section 4.8).
        _windowMax = 0;
        _window = (double)CongestionWindow.Minimum / Packet.MaxSize;
        _epochStart = null;
    }

    private void ResumeOrBeginEpoch(TimeSpan now)
    {
        if (_epochStart is null)
        {
            _epochStart = now;
            _renoWindow = _window;
            // Slow start may have carried the window past the last maximum: then the curve starts at its plateau.
            _windowMax = Math.Max(_windowMax, _window);
            _k = K(_windowMax, _window);
            RecordCubicEpochStarted((ulong)(_windowMax * Packet.MaxSize), TimeSpan.FromSeconds(_k));
        }
        else if (_pausedAt is { } pausedAt)
        {
            _epochStart += now - pausedAt;
        }

        _pausedAt = null;
    }

    [TraceEvent(Provider = TransferEvents.Provider, Category = "CongestionControl",
        Description = "CUBIC set out on a new curve, from the window after a loss to where the loss was")]
    private partial void RecordCubicEpochStarted(
        [TraceField(Kind = FieldKind.Bytes, Unit = "bytes", Description = "The window to return to")] ulong windowMax,
        [TraceField(Description = "How long the curve takes to get there")] TimeSpan timeToMax);
}
