namespace Ojo.Watcher;

/// <summary>What a watcher reads, where it writes, and whom it tells.</summary>
public sealed record WatcherOptions
{
    /// <summary>
    /// The directory in which trace files arrive: a tracer's <c>output/</c>. If it is called that, what processes that died left
    /// in <c>staging/</c> beside it is salvaged into it.
    /// </summary>
    public required string InputDirectory { get; init; }

    /// <summary>The store's file. It is made where there is none.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Whether to go on, once everything that is there has been taken in, with what arrives later.</summary>
    public bool Watch { get; init; }

    /// <summary>
    /// How often the directory is listed while watching. The listing is what counts; notifications of the system only make
    /// it happen sooner.
    /// </summary>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the system is asked to notify of changes. Directories on a network do not notify.</summary>
    public bool Notifications { get; init; } = true;

    /// <summary>How long, when not watching, to wait for a store that is locked or full. Watching waits for ever.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told after every file. Called on the watcher's thread: be quick.</summary>
    public Action<WatcherProgress>? Progress { get; init; }

    /// <summary>Told in a sentence what a person should know: a file was quarantined, the store is locked. Called on the watcher's thread.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Where bad files go: <c>quarantine/</c> beside the input directory.</summary>
    public string QuarantineDirectory => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(InputDirectory))) ?? "/", "quarantine");
}
