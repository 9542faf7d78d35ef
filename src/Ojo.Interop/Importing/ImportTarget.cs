using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Interop.Importing;

/// <summary>Takes what an importer reads of one file, and makes trace files of it, which go into a directory or a store.</summary>
/// <remarks>For one thread. Disposing it finishes the runs that are still open.</remarks>
public sealed class ImportTarget : IDisposable
{
    private const uint FilesOfOne = 4096;

    private readonly ITraceFileDestination _destination;
    private readonly ulong _identity;
    private readonly List<ImportedRun> _runs = [];
    private readonly HashSet<ulong> _schemas = [];

    internal ImportTarget(ITraceFileDestination destination, ulong identity)
    {
        _destination = destination;
        _identity = identity;
    }

    /// <summary>How many runs were begun.</summary>
    public int Runs => _runs.Count;

    /// <summary>How many events were handed on that the target did not have before.</summary>
    public long Events => _runs.Sum(static run => run.Events);

    /// <summary>How many events the target had already, from an earlier import of the same file.</summary>
    public long KnownEvents => _runs.Sum(static run => run.KnownEvents);

    /// <summary>Called whenever a trace file has been handed on.</summary>
    internal Action? OnFile { get; init; }

    /// <summary>Begins a run. Several may be open at a time.</summary>
    public ImportedRun Begin(ImportedRunStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        RunDescription description = new()
        {
            Service = start.Service,
            Host = start.Host,
            ProcessId = ProcessIdOf(start.Identity ?? _identity, start.Number),
            BatchStart = (ulong)Math.Max(0, start.StartUnixNs),
            Version = TraceFileHeader.LastVersion,
            Clock = start.Clock,
            StartedAt = DateTimeOffset.UnixEpoch.AddTicks(start.StartUnixNs / TimeSpan.NanosecondsPerTick),
        };
        // Files of one run have numbers of their own, far from one another's.
        uint firstFile = start.Identity is null ? 0 : (uint)_identity & ~(FilesOfOne - 1);
        ImportedRun run = new(_destination, events => Describe(description, events), start.Events, firstFile, OnFile);
        _runs.Add(run);
        return run;
    }

    /// <summary>Says what of the runs was changed because a trace cannot hold it.</summary>
    internal void Tell(ImportReport report)
    {
        for (int i = 0; i < _runs.Count; i++)
        {
            if (_runs[i].CutTexts > 0)
            {
                report.Add(-1, $"{_runs[i].CutTexts} texts of run {i + 1} of this file are longer than {ImportedRun.MostTextBytes} bytes; they were cut.");
            }

            if (_runs[i].EventsBeforeStart > 0)
            {
                report.Add(-1, $"{_runs[i].EventsBeforeStart} events of run {i + 1} of this file have times before the run's start; they stand at its start.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runs.ForEach(static run => run.Dispose());

    private RunDescription Describe(RunDescription description, IReadOnlyList<EventDescriptor> events)
    {
        byte[] json = new SchemaDocument { Events = events }.ToJson();
        ulong schema = SchemaDocument.HashOf(json);
        if (_schemas.Add(schema))
        {
            _destination.AddSchema(schema, json);
        }

        RunDescription described = description with { SchemaHash = schema };
        _destination.AddRun(described);
        return described;
    }

    /// <summary>
    /// A number in a process id's place: the same whenever the file is imported, so that a second import is known for one, and another for any other file,
    /// so that two files whose times begin at one zero are two runs.
    /// </summary>
    private static int ProcessIdOf(ulong identity, int number) => (int)(((uint)(identity >> 32) ^ (uint)identity) + ((uint)number * 0x9E3779B9u)) & int.MaxValue;
}
