namespace BbrState;

/// <summary>BBR's machine of states over <see cref="SharedPath"/>, round trip by round trip: enough of draft-ietf-ccwg-bbr to look like it, nothing of what sends packets.</summary>
internal sealed class BbrModel
{
    private const double StartupGain = 2.77;
    private const double CwndGain = 2;
    private const double DrainGain = 0.35;
    private const double UpGain = 1.25;
    private const double DownGain = 0.9;
    private const int RoundsToFillPipe = 3;
    private const double ProbeRttInterval = 5.0;
    private const double ProbeRttTime = 0.2;
    private const double CruiseTime = 1.4;

    private readonly List<BbrStep> _steps = [];
    private readonly Queue<double> _samples = [];
    private BbrPhase _state;
    private double _now;
    private double _entered;
    private double _bandwidth = 125_000;
    private double _inFlight = 5_000;
    private double _fullBandwidth;
    private int _roundsWithoutGrowth;
    private double _probedRttAt;

    /// <summary>What a flow of so many seconds tells, in order of time.</summary>
    public static IReadOnlyList<BbrStep> Run(double seconds)
    {
        BbrModel model = new();
        model.Enter(BbrPhase.Startup);
        while (model._now < seconds)
        {
            model.Round();
        }

        return model._steps;
    }

    private double Gain => _state switch
    {
        BbrPhase.Startup => StartupGain,
        BbrPhase.Drain => DrainGain,
        BbrPhase.ProbeBwDown => DownGain,
        BbrPhase.ProbeBwUp => UpGain,
        _ => 1,
    };

    private void Round()
    {
        double rtt = SharedPath.RttUs / 1e6;
        double available = SharedPath.BandwidthAt(_now);
        double product = available * rtt;
        // What is in flight arrives at the bottleneck's pace; what was paced into the path meanwhile comes after it.
        double delivered = Math.Min(_inFlight / rtt, available);
        _inFlight = _state == BbrPhase.ProbeRtt ? product / 2 : Math.Min(_inFlight + (((_bandwidth * Gain) - delivered) * rtt), product * CwndGain);
        // What waits in the queue makes a round trip longer.
        _now += rtt * Math.Max(1, _inFlight / product);
        if (_state != BbrPhase.ProbeRtt)
        {
            Learn(delivered);
        }

        _steps.Add(new BbrStep((long)(_now * 1e9), null, (float)Gain, (ulong)_bandwidth, SharedPath.RttUs));
        Next(product);
    }

    /// <summary>The greatest delivery rate of the last rounds.</summary>
    private void Learn(double delivered)
    {
        const int rounds = 10;
        _samples.Enqueue(delivered);
        if (_samples.Count > rounds)
        {
            _samples.Dequeue();
        }

        _bandwidth = _samples.Max();
    }

    private void Next(double product)
    {
        double inState = _now - _entered;
        if (_state is not (BbrPhase.Startup or BbrPhase.Drain or BbrPhase.ProbeRtt) && _now - _probedRttAt >= ProbeRttInterval)
        {
            Enter(BbrPhase.ProbeRtt);
            return;
        }

        switch (_state)
        {
            case BbrPhase.Startup when PipeIsFull():
                Enter(BbrPhase.Drain);
                break;
            case BbrPhase.Drain when _inFlight <= product:
                _probedRttAt = _now;
                Enter(BbrPhase.ProbeBwDown);
                break;
            case BbrPhase.ProbeBwDown when _inFlight <= product || inState > 0.2:
                Enter(BbrPhase.ProbeBwCruise);
                break;
            case BbrPhase.ProbeBwCruise when inState >= CruiseTime:
                Enter(BbrPhase.ProbeBwRefill);
                break;
            case BbrPhase.ProbeBwRefill when inState >= SharedPath.RttUs / 1e6:
                Enter(BbrPhase.ProbeBwUp);
                break;
            case BbrPhase.ProbeBwUp when _inFlight >= UpGain * product:
                Enter(BbrPhase.ProbeBwDown);
                break;
            case BbrPhase.ProbeRtt when inState >= ProbeRttTime:
                _probedRttAt = _now;
                Enter(BbrPhase.ProbeBwCruise);
                break;
        }
    }

    private bool PipeIsFull()
    {
        if (_bandwidth >= _fullBandwidth * UpGain)
        {
            _fullBandwidth = _bandwidth;
            _roundsWithoutGrowth = 0;
            return false;
        }

        return ++_roundsWithoutGrowth >= RoundsToFillPipe;
    }

    private void Enter(BbrPhase state)
    {
        _state = state;
        _entered = _now;
        _steps.Add(new BbrStep((long)(_now * 1e9), state, (float)Gain, (ulong)_bandwidth, SharedPath.RttUs));
    }
}
