namespace Ojo.Storage;

/// <summary>The store cannot be used just now. The message says why.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether waiting will not help: the file is no store, or one that this program cannot read.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>Whether the file itself is at fault: its content is damaged.</summary>
    public bool IsDamaged { get; init; }
}
