namespace Ojo.Filtering;

/// <summary>What a tracer's filter is made of: the one that it was given, the file that may stand in its place, and which flows are sampled.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class TracerFilter
{
    private EventFilter _given;
    private int _flowSampling;

    public TracerFilter(EventFilter given, FilterFile? file, int flowSampling)
    {
        _given = given;
        _flowSampling = flowSampling;
        File = file;
    }

    /// <summary>The filter file, where there may be one.</summary>
    public FilterFile? File { get; }

    /// <summary>The filter in force: the file's if it has one, else the one that was last given.</summary>
    public EventFilter InForce => File?.Filter ?? Volatile.Read(ref _given);

    /// <summary>Of how many flows one is recorded; 1 for all of them.</summary>
    public int FlowSampling
    {
        get => Volatile.Read(ref _flowSampling);
        set => Volatile.Write(ref _flowSampling, value);
    }

    /// <summary>Gives another filter.</summary>
    public void Give(EventFilter filter) => Volatile.Write(ref _given, filter);
}
