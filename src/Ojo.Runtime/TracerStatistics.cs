namespace Ojo;

/// <summary>What a tracer has done so far. <c>Attempted</c> is always <c>Stored + Lost</c>.</summary>
/// <param name="Stored">Events that are in the buffer or in files.</param>
/// <param name="Lost">Events that found no room or could not be written.</param>
public readonly record struct TracerStatistics(long Stored, long Lost)
{
    /// <summary>How many calls of <see cref="Tracer.Intern"/> found no room for their string.</summary>
    public long StringsRefused { get; init; }

    /// <summary>How many events the program tried to record.</summary>
    public long Attempted => Stored + Lost;
}
