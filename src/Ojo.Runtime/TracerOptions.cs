namespace Ojo;

/// <summary>Where and how a <see cref="Tracer"/> records.</summary>
/// <remarks>
/// Each option but <see cref="OnWarning"/> and <see cref="SnapshotConditions"/> can be set from outside by an environment variable, which wins over the code,
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
    /// Whether a flight recorder takes a snapshot when the process is about to die of an exception: by default;
    /// <c>OJO_SNAPSHOT_ON_UNHANDLED_EXCEPTION</c>: <c>true</c> or <c>false</c>.
    /// </summary>
    public bool SnapshotOnUnhandledException { get; init; } = true;

    /// <summary>
    /// The signal at which a flight recorder takes a snapshot, and which does not end the process then; none by default;
    /// <c>OJO_SNAPSHOT_SIGNAL</c>: <c>SIGUSR1</c>, <c>SIGUSR2</c>, <c>SIGQUIT</c> or <c>none</c>.
    /// </summary>
    public SnapshotSignal SnapshotSignal { get; init; }

    /// <summary>
    /// How often a flight recorder takes a snapshot of itself, 1 s to 30 days, to the accuracy of <see cref="FlushInterval"/>; not at
    /// all by default; <c>OJO_SNAPSHOT_INTERVAL</c>, for instance <c>10m</c>.
    /// </summary>
    public TimeSpan? SnapshotInterval { get; init; }

    /// <summary>
    /// The events at which a flight recorder takes a snapshot, by wire name or id, each with a count and a time if it likes: <c>CONNECTION_CLOSED,
    /// PACKET_LOST_TIMEOUT:100/1s</c>, or with a condition for their fields: <c>RTT_UPDATED where latest &gt; 500ms and flow = 7:3/1s</c>. It is
    /// taken within <see cref="FlushInterval"/>, and for one trigger at most every ten seconds. None by default; <c>OJO_SNAPSHOT_TRIGGERS</c>.
    /// </summary>
    public string SnapshotTriggers { get; init; } = "";

    /// <summary>
    /// The same in code, besides <see cref="SnapshotTriggers"/>: <c>SnapshotTrigger.On&lt;RttUpdatedEvent&gt;(e =&gt; e.Latest &gt; 2 * e.Smoothed)</c>.
    /// None by default.
    /// </summary>
    public IReadOnlyList<SnapshotTrigger> SnapshotConditions { get; init; } = [];

    /// <summary>
    /// Whether a flight recorder takes a snapshot when an event's own declaration says so (<see cref="TraceEventAttribute.SnapshotWhen"/>, <c>snapshot_when</c> in
    /// an events file): by default; <c>OJO_SNAPSHOT_ON_DECLARED_CONDITIONS</c>: <c>true</c> or <c>false</c>.
    /// </summary>
    public bool SnapshotOnDeclaredConditions { get; init; } = true;

    /// <summary>How many snapshots of the service are kept, 1 to 1,000,000: 100 by default; <c>OJO_MOST_SNAPSHOTS</c>.</summary>
    public int MostSnapshots { get; init; } = 100;

    /// <summary>How many bytes they may have all told: 4 GiB by default; <c>OJO_MOST_SNAPSHOT_BYTES</c>, for instance <c>500MiB</c>.</summary>
    public long MostSnapshotBytes { get; init; } = 4L << 30;

    /// <summary>How old they may become: 7 days by default; <c>OJO_MOST_SNAPSHOT_AGE</c>, for instance <c>12h</c>.</summary>
    public TimeSpan MostSnapshotAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What a flight recorder's times are taken from.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

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

    /// <summary>
    /// Of how many flows one is recorded, with all of its events; 1 to 1,000,000: 1, which is all of them, by default;
    /// <c>OJO_FLOW_SAMPLING</c>, for instance <c>100</c>.
    /// </summary>
    /// <remarks>
    /// Which ones is decided by the flow's id alone, so all who record a flow agree. Events of no flow, and of flow 0, are recorded
    /// all the same. What is left out costs no reading of the clock, and does not count as lost.
    /// </remarks>
    public int FlowSampling { get; init; } = 1;

    /// <summary>Whether anything is recorded at all; <c>OJO_ENABLED</c>: <c>true</c> or <c>false</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Is told in one line when traces cannot be written, when they can again, when a filter file is wrong, when the buffer's file has
    /// been removed, and what was salvaged of processes that died. Called on the tracer's own threads, of which there may be two; what it throws is ignored.
    /// </summary>
    public Action<string>? OnWarning { get; init; }
}
