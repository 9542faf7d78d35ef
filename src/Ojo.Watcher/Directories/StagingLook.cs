using System.Diagnostics;

namespace Ojo.Watcher.Directories;

/// <summary>
/// Salvages, every few seconds, what processes that died left beside the input directory, so that it arrives there like
/// everything else.
/// </summary>
internal sealed class StagingLook(string inputDirectory, Action<string> log)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly string? _directory = DirectoryOf(inputDirectory);
    private HashSet<string> _saidBefore = [];
    private long _last;

    /// <summary>How many files made no sense and were set aside.</summary>
    public long SetAside { get; private set; }

    /// <summary>Looks, unless it was only just done.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Take(CancellationToken cancellation)
    {
        if (_directory is null || (_last != 0 && Stopwatch.GetElapsedTime(_last) < s_interval))
        {
            return;
        }

        HashSet<string> said = [];
        SetAside += TraceSalvage.Run(_directory, Say, cancellation).SetAside;
        _saidBefore = said;
        _last = Stopwatch.GetTimestamp();

        void Say(string line)
        {
            // What could not be done the last time either is no news.
            if (said.Add(line) && !_saidBefore.Contains(line))
            {
                log(line);
            }
        }
    }

    /// <summary>The trace directory, if the input directory is the <c>output/</c> of one.</summary>
    private static string? DirectoryOf(string inputDirectory)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(inputDirectory));
        return Path.GetFileName(path) == "output" ? Path.GetDirectoryName(path) : null;
    }
}
