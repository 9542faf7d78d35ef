namespace Ojo.Format;

/// <summary>Who wrote a run's traces: the content of a <c>run_….json</c> file.</summary>
public sealed record RunDescription
{
    /// <summary>What the program calls itself.</summary>
    public required string Service { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Unix time of the run's start, in the unit of <see cref="Version"/>; as in the header of every file of the run.</summary>
    public required ulong BatchStart { get; init; }

    /// <summary>The trace files' version: 1 counts microseconds, 2 nanoseconds.</summary>
    public required int Version { get; init; }

    /// <summary>The clock that the times were read from: <c>stopwatch</c>, <c>tsc</c> (x64's counter), <c>cntvct</c> (Arm64's), or such a one and <c>, then stopwatch</c>.</summary>
    public required string Clock { get; init; }

    /// <summary>The filter in force, or an empty string.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Of how many flows one is recorded: 1 for all of them.</summary>
    public int FlowSampling { get; init; } = 1;

    /// <summary>The hash in the name of the schema file that the run's newest traces need; 0 where there is none.</summary>
    public ulong SchemaHash { get; init; }

    /// <summary>When the run started, by the wall clock; null where the file does not say.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The name of the file that holds this description.</summary>
    public TraceFileName FileName => TraceFileName.ForRun(BatchStart, (uint)ProcessId);

    /// <summary>Reads a run file's UTF-8. Keys that are not known are passed over.</summary>
    /// <exception cref="TraceFormatException">It is not a run description.</exception>
    public static RunDescription Parse(ReadOnlySpan<byte> json) => RunJson.Read(json);

    /// <summary>The content of the run file, UTF-8.</summary>
    public byte[] ToJson() => RunJson.Write(this);
}
