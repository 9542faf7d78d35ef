using Ojo.Catalogue;
using Ojo.Clocks;
using Ojo.Filtering;
using Ojo.Format;
using Ojo.Publishing;

namespace Ojo.Flushing;

/// <summary>Publishes a run's description and its schema, and publishes them again when they change.</summary>
internal sealed class RunFiles
{
    private readonly TraceDirectory _directory;
    private readonly TracerFilter _filter;
    private readonly RunClock _clock;
    private IReadOnlyList<EventProvider>? _publishedProviders;
    private RunDescription _run;
    private bool _isPublished;

    /// <summary>Publishes both files.</summary>
    /// <exception cref="NameTakenException">There is a run of that name already.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public RunFiles(TraceDirectory directory, RunClock clock, string service, TracerFilter filter)
    {
        _directory = directory;
        _filter = filter;
        _clock = clock;
        _run = new RunDescription
        {
            Service = service,
            Host = Environment.MachineName,
            ProcessId = Environment.ProcessId,
            BatchStart = clock.BatchStart,
            Version = clock.Version,
            Clock = clock.Word,
            StartedAt = clock.StartedAt,
            Filter = filter.InForce.ToString(),
            FlowSampling = filter.FlowSampling,
        };
        Refresh();
    }

    /// <summary>The run as it was last published. Safe from any thread.</summary>
    public RunDescription Description => Volatile.Read(ref _run);

    /// <summary>Whether event types have been declared since it was.</summary>
    public bool IsStale => !ReferenceEquals(EventCatalogue.Providers, _publishedProviders);

    /// <summary>The name of the run's trace file number <paramref name="sequence"/>.</summary>
    public TraceFileName TraceFile(uint sequence, bool isCompressed) => isCompressed
        ? TraceFileName.ForCompressedTrace(_run.BatchStart, (uint)_run.ProcessId, sequence)
        : TraceFileName.ForTrace(_run.BatchStart, (uint)_run.ProcessId, sequence);

    /// <summary>The header of the run's next trace file.</summary>
    public TraceFileHeader Header => new(_run.Version, _run.BatchStart, _run.SchemaHash);

    /// <summary>Publishes again what has changed since the last time. Called before each trace file.</summary>
    /// <returns>Whether the run's description has changed.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public bool Refresh()
    {
        IReadOnlyList<EventProvider> providers = EventCatalogue.Providers;
        RunDescription run = _run with { Filter = _filter.InForce.ToString(), FlowSampling = _filter.FlowSampling, Clock = _clock.Word };
        if (!ReferenceEquals(providers, _publishedProviders))
        {
            run = run with { SchemaHash = PublishSchema(providers) };
        }

        bool hasChanged = !_isPublished || run != _run;
        if (hasChanged)
        {
            _directory.PublishContent(run.FileName, run.ToJson(), mayReplace: _isPublished);
        }

        _isPublished = true;
        _publishedProviders = providers;
        Volatile.Write(ref _run, run);
        return hasChanged;
    }

    /// <summary>Publishes everything again, after somebody has removed the folders.</summary>
    public void PublishAgainIfMissing()
    {
        if (!_directory.Exists(_run.FileName))
        {
            _publishedProviders = null;
            _directory.PublishContent(_run.FileName, _run.ToJson(), mayReplace: true);
        }
    }

    private ulong PublishSchema(IReadOnlyList<EventProvider> providers)
    {
        if (providers.Count == 0)
        {
            return 0;
        }

        byte[] json = SchemaJson.Join(providers);
        ulong hash = SchemaDocument.HashOf(json);
        TraceFileName name = TraceFileName.ForSchema(hash);

        // Same name, same content: whoever wrote it, there is nothing to be written.
        if (!_directory.Exists(name))
        {
            _directory.PublishContent(name, json, mayReplace: true);
        }

        return hash;
    }
}
