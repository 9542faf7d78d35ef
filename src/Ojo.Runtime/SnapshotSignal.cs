namespace Ojo;

/// <summary>Which signal makes a flight recorder take a snapshot. Unix only.</summary>
public enum SnapshotSignal
{
    /// <summary>None: whatever a signal does otherwise, it does.</summary>
    None,

    /// <summary>SIGUSR1, which ends a process that does not handle it.</summary>
    SigUsr1,

    /// <summary>SIGUSR2, which ends a process that does not handle it.</summary>
    SigUsr2,

    /// <summary>SIGQUIT, which ends a process that does not handle it.</summary>
    SigQuit,
}
