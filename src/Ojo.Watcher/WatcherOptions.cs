using Ojo.Storage;
using Ojo.Storage.Shards;

namespace Ojo.Watcher;

/// <summary>What a watcher reads, where it writes, and whom it tells.</summary>
public sealed record WatcherOptions
{
    /// <summary>
    /// The directory in which trace files arrive: a tracer's <c>output/</c>. If it is called that, what processes that died left
    /// in <c>staging/</c> beside it is salvaged into it. Its subdirectories belong to it, one for each host for instance.
    /// </summary>
    public required string InputDirectory { get; init; }

    /// <summary>The store: a file, or a directory, if it is there, ends with a separator, or is to be divided. It is made where there is none.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>What one file of a store that is a directory holds; null leaves it at a day, or at one file.</summary>
    public ShardSpan? Shard { get; init; }

    /// <summary>How much the store keeps; null: everything.</summary>
    public Retention? Retain { get; init; }

    /// <summary>Whose traces these are: they are stored apart from all others', in a directory of their own below <see cref="DatabasePath"/>; null: nobody's.</summary>
    public string? Tenant { get; init; }

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

    /// <summary>What becomes of a trace file once its events are in the store. Several watchers of one directory should agree.</summary>
    public AfterCommit After { get; init; }

    /// <summary>Where <see cref="AfterCommit.Archive"/> puts files: <c>archive/</c> beside the input directory unless set.</summary>
    public string ArchiveDirectory { get => field ?? Beside("archive"); init; }

    /// <summary>The port at which the watcher's metrics are served as Prometheus text at <c>/metrics</c>; 0 takes a free one, null none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>The address to which that port is bound: a host's name or an IP address. Whoever reaches it may read the metrics.</summary>
    public string MetricsHost { get; init; } = "127.0.0.1";

    /// <summary>Whether SIGUSR1 makes the watcher tell <see cref="Log"/> its statistics. Nothing happens on systems without that signal.</summary>
    public bool StatisticsOnSignal { get; init; }

    /// <summary>Told after every file. Called on the watcher's thread: be quick.</summary>
    public Action<WatcherProgress>? Progress { get; init; }

    /// <summary>Told in a sentence what a person should know: a file was quarantined, the store is locked. Called on the watcher's thread; the answer to a signal, on another.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Where bad files go: <c>quarantine/</c> beside the input directory.</summary>
    public string QuarantineDirectory => Beside("quarantine");

    /// <summary>Whether the input directory stays as it is, whatever is in it: bad files are left where they are, and what is in staging too.</summary>
    internal bool OnlyReads { get; init; }

    /// <summary>Says what is wrong with the options; null if nothing is.</summary>
    internal string? Fault()
    {
        if (string.IsNullOrWhiteSpace(InputDirectory) || string.IsNullOrWhiteSpace(DatabasePath) || string.IsNullOrWhiteSpace(ArchiveDirectory)
            || string.IsNullOrWhiteSpace(MetricsHost))
        {
            return "The input directory, the store, the archive and the metrics' host each need a value; one of them is empty.";
        }

        if (RescanInterval <= TimeSpan.Zero || RescanInterval.TotalMilliseconds > int.MaxValue)
        {
            return $"The directory cannot be listed every {RescanInterval}: take a time above nothing and of some weeks at most.";
        }

        if (GiveUpAfter < TimeSpan.Zero || MetricsPort is < 0 or > 65535)
        {
            return $"The watcher cannot give up after {GiveUpAfter} or serve metrics at port {MetricsPort}: a time is not negative, and a port is a number from 0 to 65535.";
        }

        if (Tenant is not null && TenantName.FindFault(Tenant) is string fault)
        {
            return fault;
        }

        if (File.Exists(InputDirectory))
        {
            return $"{InputDirectory} is a file. The input directory is where trace files arrive: 'output' in a tracer's directory.";
        }

        string input = Path.TrimEndingDirectorySeparator(Path.GetFullPath(InputDirectory)) + Path.DirectorySeparatorChar;
        return After == AfterCommit.Archive && (Path.GetFullPath(ArchiveDirectory) + Path.DirectorySeparatorChar).StartsWith(input, StringComparison.Ordinal)
            ? $"The archive {ArchiveDirectory} is within the input directory: what is put away there would come again. Name a directory beside it."
            : null;
    }

    /// <summary>Where the store is: the tenant's, if there is one.</summary>
    internal string StorePath => Tenant is null ? DatabasePath : OjoStore.PathOf(DatabasePath, Tenant);

    /// <summary>A tenant's store is a directory in any case.</summary>
    internal ShardSpan? StoreSpan => Shard ?? (Tenant is null ? null : ShardSpan.Day);

    private string Beside(string name) => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(InputDirectory))) ?? "/", name);
}
