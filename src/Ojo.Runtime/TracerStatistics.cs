namespace Ojo;

/// <summary>
/// What a tracer has done so far. <c>Attempted</c> is always <c>Stored + Overwritten + Lost</c>, and <c>Lost</c> the sum of its
/// causes.
/// </summary>
/// <param name="Stored">Events that are in the buffer or in files.</param>
/// <param name="Lost">Events that found no room or could not be written.</param>
public readonly record struct TracerStatistics(long Stored, long Lost)
{
    /// <summary>How many found no room because the buffer was full, or because too many threads recorded at once.</summary>
    public long LostToFullBuffer { get; init; }

    /// <summary>How many found no room while files could not be written, or were never written because they could not be.</summary>
    public long LostToWriteErrors { get; init; }

    /// <summary>How many were recorded while the tracer was disposed, too late for its last file, or afterwards.</summary>
    public long LostAfterDispose { get; init; }

    /// <summary>How many calls of <see cref="Tracer.Intern"/> found no room for their string.</summary>
    public long StringsRefused { get; init; }

    /// <summary>How many events a flight recorder let go of for newer ones, or was holding when it was disposed.</summary>
    public long Overwritten { get; init; }

    /// <summary>How many events the program tried to record.</summary>
    public long Attempted => Stored + Overwritten + Lost;
}
