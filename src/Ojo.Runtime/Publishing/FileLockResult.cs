namespace Ojo.Publishing;

/// <summary>What came of the attempt to lock a file.</summary>
internal enum FileLockResult
{
    /// <summary>It is locked.</summary>
    Taken,

    /// <summary>Somebody else has it locked.</summary>
    HeldByAnother,

    /// <summary>The file system knows no locks.</summary>
    NotSupported,
}
