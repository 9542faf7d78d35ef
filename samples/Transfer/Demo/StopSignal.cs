using System.Runtime.InteropServices;

namespace Transfer.Demo;

/// <summary>Ctrl+C and its like: the first asks the demo to end in good order, the second to hurry.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly PosixSignalRegistration[] _registrations;

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
        (_stop.IsCancellationRequested ? _hurry : _stop).Cancel();
    }
}
