using System.Globalization;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>Very many files that came while no watcher ran, and more that come while one does.</summary>
public sealed class ManyFilesTests : IDisposable
{
    private static readonly int s_files = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_FILES"), out int many) ? many : 2000;

    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task They_are_all_stored_without_notifications_and_in_bounded_memory()
    {
        for (int n = 0; n < s_files; n++)
        {
            _directory.Write($"{n:D6}.bin", WatchedDirectory.Trace(3, first: (ulong)n));
        }

        using var watcher = new WatcherProcess("--input-dir", _directory.Output, "--db-path", _directory.Database, "--watch", "--poll", "20ms");
        await Waiting.UntilAsync(() => watcher.HasExited || Stored() == s_files, TimeSpan.FromMinutes(2 + s_files / 1000));
        for (int n = 0; n < 10; n++)
        {
            _directory.RenameIn($"late-{n}.bin", WatchedDirectory.Trace(3, first: (ulong)(s_files + n)));
        }

        await Waiting.UntilAsync(() => watcher.HasExited || Stored() == s_files + 10);
        long peak = OperatingSystem.IsLinux() ? PeakKib(watcher.Id) : 0;
        await Commands.SignalAsync("TERM", watcher.Id);

        Assert.Equal(0, (await watcher.WaitAsync()).Code);
        Assert.Equal(3 * (s_files + 10), _directory.Statistics().Events);
        Assert.InRange(peak, 0, 160 << 10);
        TestContext.Current.TestOutputHelper?.WriteLine($"{s_files} files, at most {peak >> 10} MiB.");
    }

    private static long PeakKib(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    private long Stored()
    {
        try
        {
            return _directory.Statistics().Files;
        }
        catch (Ojo.Storage.StoreUnavailableException)
        {
            // It is being made.
            return 0;
        }
    }
}
