namespace Ojo.Storage.Queries;

/// <summary>What ended a statement before its last row.</summary>
public enum SqlLimit
{
    /// <summary>Nothing did: all rows were shown.</summary>
    None,

    /// <summary><see cref="SqlLimits.Rows"/>.</summary>
    Rows,

    /// <summary><see cref="SqlLimits.Bytes"/>.</summary>
    Bytes,

    /// <summary><see cref="SqlLimits.Time"/>.</summary>
    Time,

    /// <summary><see cref="SqlLimits.Memory"/>.</summary>
    Memory,

    /// <summary><see cref="SqlLimits.TemporaryFiles"/>.</summary>
    TemporaryFiles,

    /// <summary>The sink wanted no more.</summary>
    Sink,
}
