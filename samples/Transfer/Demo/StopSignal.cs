using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Transfer.Demo;

/// <summary>Ctrl+C and its like: the first asks the demo to end in good order, the second to hurry.</summary>
internal sealed class StopSignal : IDisposable
{
    // One key press may come twice, from the terminal and from whatever started this program.
    private static readonly TimeSpan s_onePress = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly PosixSignalRegistration[] _registrations;
    private long _first;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second.</summary>
    public CancellationToken Hurry => _hurry.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_registrations, static registration => registration.Dispose());
        _stop.Dispose();
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // The process ends by returning from Main, when everything is written, and not by the signal.
        context.Cancel = true;
        long now = Stopwatch.GetTimestamp();
        if (Interlocked.CompareExchange(ref _first, now, 0) is var first && first == 0)
        {
            _stop.Cancel();
        }
        else if (Stopwatch.GetElapsedTime(first, now) > s_onePress)
        {
            _hurry.Cancel();
        }
    }
}
