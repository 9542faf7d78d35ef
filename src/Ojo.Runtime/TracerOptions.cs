namespace Ojo;

/// <summary>Where and how a <see cref="Tracer"/> records.</summary>
/// <remarks>
/// Each option but <see cref="OnWarning"/> can be set from outside by an environment variable, which wins over the code,
/// so that a deployed program can be traced without a rebuild.
/// </remarks>
public sealed record TracerOptions
{
    /// <summary>Where <c>staging/</c> and <c>output/</c> are made; <c>OJO_DIRECTORY</c>.</summary>
    public string Directory { get; init; } = "./traces";

    /// <summary>What the program calls itself; by default the name of its entry assembly; <c>OJO_SERVICE</c>.</summary>
    public string? Service { get; init; }

    /// <summary>
    /// Whether everything is written, or the newest kept until a snapshot is taken; <c>OJO_MODE</c>: <c>stream</c> or
    /// <c>flight-recorder</c>.
    /// </summary>
    public TracerMode Mode { get; init; } = TracerMode.Stream;

    /// <summary>
    /// How many bytes of events may wait to be written, 256 KiB to 64 GiB: 512 MiB by default, of which memory and disk
    /// take what is needed; <c>OJO_BUFFER_SIZE</c>, for instance <c>64MiB</c>.
    /// </summary>
    /// <remarks>A full buffer never makes a writer wait: events find no room, and are counted as lost. A flight recorder keeps so much.</remarks>
    public long BufferSize { get; init; } = 512L << 20;

    /// <summary>
    /// How many strings <see cref="Tracer.Intern"/> keeps, 1 to 16,777,216: 65,536 by default; <c>OJO_MOST_STRINGS</c>.
    /// </summary>
    public int MostStrings { get; init; } = 64 * 1024;

    /// <summary>
    /// How many bytes of strings <see cref="Tracer.Intern"/> keeps, 64 KiB to 1 GiB: 4 MiB by default, of which memory and
    /// disk take what is needed; <c>OJO_STRING_BUFFER_SIZE</c>.
    /// </summary>
    public long StringBufferSize { get; init; } = 4L << 20;

    /// <summary>
    /// How often events are written to files at the latest, 1 ms to 1 hour: 1 s by default; <c>OJO_FLUSH_INTERVAL</c>, for
    /// instance <c>200ms</c> or <c>5s</c>.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The unit of the times in trace files; <c>OJO_RESOLUTION</c>: <c>microseconds</c> or <c>nanoseconds</c>.</summary>
    public TraceResolution Resolution { get; init; } = TraceResolution.Microseconds;

    /// <summary>What times are read from; <c>OJO_CLOCK</c>: <c>auto</c>, <c>stopwatch</c> or <c>timestamp-counter</c>.</summary>
    public TraceClock Clock { get; init; } = TraceClock.Auto;

    /// <summary>What recorded events outlive; <c>OJO_DURABILITY</c>: <c>process-crash</c> or <c>power-loss</c>.</summary>
    public Durability Durability { get; init; } = Durability.ProcessCrash;

    /// <summary>
    /// Which events are recorded, by category and least level, for instance <c>Packet:debug,CongestionControl:off,*:info</c>;
    /// <c>*</c> speaks for every category that is not named. Everything, by default; <c>OJO_FILTER</c>.
    /// </summary>
    public string Filter { get; init; } = "";

    /// <summary>
    /// A file with a filter, which is read when the tracer is created and, within a second, whenever it changes: one or more
    /// lines of what <see cref="Filter"/> may be, comments after <c>#</c>. As long as it says something it holds in place of
    /// <see cref="Filter"/>; it need not be there. None, by default; <c>OJO_FILTER_FILE</c>.
    /// </summary>
    /// <remarks>A wrong filter changes nothing; <see cref="OnWarning"/> is told once.</remarks>
    public string? FilterFile { get; init; }

    /// <summary>Whether anything is recorded at all; <c>OJO_ENABLED</c>: <c>true</c> or <c>false</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Is told in one line when traces cannot be written, when they can again, when a filter file is wrong, and what was salvaged
    /// of processes that died. Called on the tracer's own threads, of which there may be two; what it throws is ignored.
    /// </summary>
    public Action<string>? OnWarning { get; init; }
}
