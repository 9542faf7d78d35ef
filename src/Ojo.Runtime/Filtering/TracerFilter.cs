namespace Ojo.Filtering;

/// <summary>What a tracer's filter is made of: the one that it was given, and the file that may stand in its place.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class TracerFilter
{
    private EventFilter _given;

    public TracerFilter(EventFilter given, FilterFile? file)
    {
        _given = given;
        File = file;
    }

    /// <summary>The filter file, where there may be one.</summary>
    public FilterFile? File { get; }

    /// <summary>The filter in force: the file's if it has one, else the one that was last given.</summary>
    public EventFilter InForce => File?.Filter ?? Volatile.Read(ref _given);

    /// <summary>Gives another filter.</summary>
    public void Give(EventFilter filter) => Volatile.Write(ref _given, filter);
}
