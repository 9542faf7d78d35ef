namespace Ojo;

/// <summary>What recorded events outlive.</summary>
public enum Durability
{
    /// <summary>
    /// What <see cref="Tracer"/> returned from recording outlives the process, however it dies; not a loss of power.
    /// </summary>
    ProcessCrash,

    /// <summary>The same, and trace files are on the disk before they count as written: they outlive a loss of power. Each flush waits for the disk.</summary>
    PowerLoss,
}
