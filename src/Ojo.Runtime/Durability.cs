namespace Ojo;

/// <summary>What recorded events outlive.</summary>
public enum Durability
{
    /// <summary>Trace files are handed to the operating system: they outlive the process, however it dies.</summary>
    ProcessCrash,

    /// <summary>Trace files are on the disk before they appear: they outlive a loss of power. Each flush waits for the disk.</summary>
    PowerLoss,
}
