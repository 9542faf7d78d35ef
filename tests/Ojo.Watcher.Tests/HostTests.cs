using Ojo.Format;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>Traces of many hosts in one input directory.</summary>
public sealed class HostTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task One_name_in_the_subdirectories_of_three_hosts_is_three_files_of_three_runs()
    {
        string[] hosts = ["alpha", "beta", "gamma/output"];
        foreach (string host in hosts)
        {
            Directory.CreateDirectory(Path.Combine(_directory.Output, host));
            RunDescription run = WatchedDirectory.Run(host, processId: 1);
            _directory.Write(host + "/" + run.FileName, run.ToJson());
            _directory.Write(host + "/" + WatchedDirectory.TraceName(1, 0), WatchedDirectory.Trace(10));
        }

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((3, 30), (summary.Files, summary.Events));
        using var shell = new SqlShell(_directory.Database);
        Assert.Equal(hosts.Select(static host => new object?[] { host, 10L, 1L }), shell.Query("SELECT host, event_count, file_count FROM runs ORDER BY host"));
        Assert.Equal(0, (await OjoWatcher.RunAsync(_directory.Options)).Files);
    }

    [Fact]
    public async Task Staging_quarantine_links_and_hidden_directories_are_not_looked_into()
    {
        foreach (string folder in new[] { "host/staging", "host/quarantine", "host/archive", ".hidden", "output", "host/output" })
        {
            Directory.CreateDirectory(Path.Combine(_directory.Output, folder));
            _directory.Write(folder + "/a.bin", WatchedDirectory.Trace(10, first: (ulong)folder.Length));
        }

        Directory.CreateSymbolicLink(Path.Combine(_directory.Output, "round"), _directory.Output);

        Assert.Equal(1, (await OjoWatcher.RunAsync(_directory.Options)).Files);
    }

    [Fact]
    public async Task A_bad_file_of_a_host_is_quarantined_in_a_subdirectory_of_its_own()
    {
        foreach (string host in new[] { "alpha", "beta" })
        {
            Directory.CreateDirectory(Path.Combine(_directory.Output, host));
            _directory.Write(host + "/bad.bin", [1, 2]);
        }

        Assert.Equal(2, (await OjoWatcher.RunAsync(_directory.Options)).Quarantined);
        Assert.Equal(
            ["alpha/bad.bin", "alpha/bad.bin.reason", "beta/bad.bin", "beta/bad.bin.reason"], WatchedDirectory.FilesBelow(_directory.Quarantine));
    }

    [Fact]
    public async Task Gzipped_files_are_read_as_they_are_and_cut_off_ones_are_quarantined_with_a_sentence()
    {
        byte[] whole = WatchedDirectory.Gzip(WatchedDirectory.Trace(5000).ToBytesWithChecksum(5000));
        _directory.Write("whole.bin.gz", whole);
        _directory.Write("cut.bin.gz", whole[..^100]);

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((1, 5000, 1), (summary.Files, summary.Events, summary.Quarantined));
        Assert.Contains("cut.bin.gz is no whole gzip file", File.ReadAllText(Path.Combine(_directory.Quarantine, "cut.bin.gz.reason")), StringComparison.Ordinal);
    }
}
