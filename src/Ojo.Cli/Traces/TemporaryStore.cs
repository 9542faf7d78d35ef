using Ojo.Watcher;

namespace Ojo.Cli.Traces;

/// <summary>A store of a directory's traces that is there for as long as a command runs. The directory is only read.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ojo-");
    private readonly WatcherOptions _options;

    /// <param name="input">The directory, a tracer's or any other with traces in it or below it.</param>
    /// <param name="say">Told in a sentence what cannot be taken in.</param>
    public TemporaryStore(string input, Action<string> say) => _options = new WatcherOptions
    {
        InputDirectory = TraceDirectory.OutputOf(input),
        DatabasePath = Path.Combine(_folder.FullName, "traces.db"),
        OnlyReads = true,
        Log = say,
    };

    /// <summary>Where the store is.</summary>
    public string DatabasePath => _options.DatabasePath;

    /// <summary>Takes in what is there.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public WatcherSummary Fill(Action<WatcherProgress>? progress, CancellationToken cancellation) =>
        OjoWatcher.RunAsync(_options with { Progress = progress }, cancellation).GetAwaiter().GetResult();

    /// <summary>Takes in what comes, until it is cancelled.</summary>
    public Task FollowAsync(CancellationToken cancellation) => OjoWatcher.RunAsync(_options with { Watch = true, RescanInterval = TimeSpan.FromMilliseconds(250) }, cancellation);

    public void Dispose() => _folder.Delete(recursive: true);
}
