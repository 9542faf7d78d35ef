namespace Ojo.Interop.Importing;

/// <summary>A file cannot be understood, or not from some place on. The message says what is wrong, where, and what to do.</summary>
public sealed class ImportException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong, in a sentence that a person can act on.</param>
    /// <param name="offset">Where it is, in bytes from the file's beginning, expanded; -1 where it is nowhere in particular.</param>
    /// <param name="cause">What led to it.</param>
    public ImportException(string message, long offset = -1, Exception? cause = null)
        : base(message, cause) => Offset = offset;

    /// <summary>Where the fault is, in bytes from the file's beginning, expanded; -1 where it is nowhere in particular.</summary>
    public long Offset { get; }
}
