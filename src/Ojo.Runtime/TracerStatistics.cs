namespace Ojo;

/// <summary>What a tracer has done so far. <c>Attempted</c> is always <c>Stored + Lost</c>.</summary>
/// <param name="Stored">Events that are in the buffer or in files.</param>
/// <param name="Lost">Events that found no room or could not be written.</param>
public readonly record struct TracerStatistics(long Stored, long Lost)
{
    /// <summary>How many events the program tried to record.</summary>
    public long Attempted => Stored + Lost;
}
