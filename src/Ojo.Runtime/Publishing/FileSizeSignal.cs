namespace Ojo.Publishing;

/// <summary>
/// Keeps the calling thread from dying of a file that would grow past what the process may write (<c>ulimit -f</c>): the call fails
/// instead, as it does on a full disk.
/// </summary>
/// <remarks>
/// Linux sends SIGXFSZ to the thread that made the call, and it kills the process unless somebody has said otherwise, which .NET has not.
/// What the host program does with that signal on its own threads stays as it was.
/// </remarks>
internal ref struct FileSizeSignal
{
    private bool _isHeld;

    /// <summary>Holds the signal back until this is disposed, by the same thread.</summary>
    public static FileSizeSignal HoldBack()
    {
        FileSizeSignal held = default;
        if (OperatingSystem.IsLinux())
        {
            SignalSet before = default;
            SignalSet signal = Signal;
            held._isHeld = LibC.ChangeSignalMask(LibC.BlockSignals, ref signal, ref before) == 0
                && LibC.Contains(ref before, LibC.FileTooLargeSignal) == 0;
        }

        return held;
    }

    /// <summary>Forgets what came meanwhile, and lets the next one through.</summary>
    public void Dispose()
    {
        if (!_isHeld)
        {
            return;
        }

        _isHeld = false;
        SignalSet signal = Signal;
        SignalSet before = default;
        _ = LibC.TakeSignal(ref signal, sender: 0, timeout: [0, 0]);
        _ = LibC.ChangeSignalMask(LibC.UnblockSignals, ref signal, ref before);
    }

    private static SignalSet Signal
    {
        get
        {
            SignalSet signal = default;
            _ = LibC.Clear(ref signal);
            _ = LibC.Add(ref signal, LibC.FileTooLargeSignal);
            return signal;
        }
    }
}
