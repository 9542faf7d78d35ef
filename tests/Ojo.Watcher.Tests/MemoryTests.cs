using System.Globalization;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>How large a watcher grows.</summary>
public sealed class MemoryTests
{
    private const int Files = 16;
    private const uint EventsPerFile = 60_000;

    /// <summary>
    /// Many blocks of a few events are what merging has most to do with. A process that only takes files in is the measure: what the
    /// runtime itself takes differs from machine to machine.
    /// </summary>
    [Fact]
    public async Task Merging_the_blocks_of_many_flows_takes_hardly_more_memory_than_taking_files_in()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says how large a process has been.");

        double withoutMerging = await PeakAsync(flows: 500);
        double merging = await PeakAsync(flows: 20_000);

        TestContext.Current.TestOutputHelper?.WriteLine($"{withoutMerging} MiB without merging, {merging} MiB with.");
        Assert.InRange(merging / withoutMerging, 0.5, 1.25);
    }

    /// <summary>The most memory, in MiB, that a watcher had resident over files of so many flows.</summary>
    private static async Task<double> PeakAsync(uint flows)
    {
        using var directory = new WatchedDirectory();
        for (uint file = 0; file < Files; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < EventsPerFile; n++)
            {
                trace.Add((file * EventsPerFile) + n, n * 7919 % flows, 2, n);
            }

            directory.Write(WatchedDirectory.TraceName(10, file), trace);
        }

        string status = directory.Database + ".status";
        Dictionary<string, string> environment = new()
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(MemoryTests).Assembly.Location,
            [StartupHook.StatusVariable] = status,
        };
        using WatcherProcess watcher = WatcherProcess.With(environment, "--input-dir", directory.Output, "--db-path", directory.Database);
        (int code, _, string error) = await watcher.WaitAsync();
        Assert.True(code == 0, error);
        Assert.Equal(Files * EventsPerFile, directory.Statistics().Events);
        string peak = File.ReadLines(status).First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024.0;
    }
}
