using System.Text.Json;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Directories;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>Several watchers of one directory and one store.</summary>
public sealed class SharedWorkTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    private string[] Arguments => ["--input-dir", _directory.Output, "--db-path", _directory.Database];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_claim_is_one_watcher_s_until_it_gives_it_back_or_ends()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has locks that belong to an open file.");
        using var one = new FileClaims(_directory.Database);
        using var other = new FileClaims(_directory.Database);
        Assert.True(one.TryTake("a.bin"));
        Assert.False(other.TryTake("a.bin"));
        Assert.True(other.TryTake("b.bin"));
        Assert.False(one.TryTake("b.bin"));
        one.Release();
        other.Release();
        Assert.True(other.TryTake("a.bin"));
        other.Dispose();
        Assert.True(one.TryTake("a.bin"));
    }

    [Fact]
    public async Task A_watcher_waits_for_a_file_that_another_one_has_claimed_and_takes_it_when_that_one_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has locks that belong to an open file.");
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        _directory.Write("b.bin", WatchedDirectory.Trace(10, first: 1));
        var other = new FileClaims(_directory.Database);
        Assert.True(other.TryTake("a.bin"));
        TaskCompletionSource twice = new();
        int files = 0;

        Task<WatcherSummary> watcher = OjoWatcher.RunAsync(_directory.Options with { Progress = _ => Count() });
        await twice.Task;
        Assert.Equal(1, _directory.Statistics().Files);
        other.Dispose();

        Assert.Equal(20, (await watcher).Events);

        // Both files once, and the claimed one once more.
        void Count()
        {
            if (++files == 3)
            {
                twice.SetResult();
            }
        }
    }

    [Fact]
    public async Task A_claim_of_a_watcher_that_is_killed_is_taken_over_by_one_that_has_been_waiting_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has locks that belong to an open file.");
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        _directory.Write("b.bin", WatchedDirectory.Trace(10, first: 1));
        using WatcherProcess standing = WatcherProcess.With(StartupHook.Environment($"{WatcherStep.Claimed}:1:stand"), Arguments);
        await Waiting.UntilAsync(() => standing.HasExited || IsClaimed("a.bin"));
        TaskCompletionSource twice = new();
        int looks = 0;

        // It does b, and looks at a again and again.
        Task<WatcherSummary> waiting = OjoWatcher.RunAsync(_directory.Options with { Progress = _ => Count() });
        await twice.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, _directory.Statistics().Files);
        Assert.False(standing.HasExited, standing.Error);
        await standing.KillAsync();

        Assert.Equal((2, 20), ((await waiting).Files, (await waiting).Events));

        void Count()
        {
            if (++looks == 5)
            {
                twice.SetResult();
            }
        }
    }

    [Fact]
    public async Task Three_watchers_share_the_files_and_none_is_done_twice()
    {
        for (int n = 0; n < 60; n++)
        {
            _directory.Write($"{n:D2}.bin", WatchedDirectory.Trace(3000, first: (ulong)n));
        }

        using WatcherProcess first = new([.. Arguments, "--json"]);
        using WatcherProcess second = new([.. Arguments, "--json", "--after", "archive"]);
        using WatcherProcess third = new([.. Arguments, "--json"]);
        var results = await Task.WhenAll(first.WaitAsync(), second.WaitAsync(), third.WaitAsync());

        Assert.All(results, static result => Assert.True(result.Code == 0, result.Error));
        Assert.Equal(60, results.Sum(static result => JsonDocument.Parse(result.Output).RootElement.GetProperty("files").GetInt64()));
        Assert.Equal((60, 180_000), (_directory.Statistics().Files, _directory.Statistics().Events));
        using var shell = new SqlShell(_directory.Database);
        Assert.Equal("ok", shell.Scalar("PRAGMA integrity_check"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Watchers_that_fight_and_are_killed_at_random_leave_what_one_would_have_left(int seed)
    {
        var random = new Random(seed);
        int kills = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_KILLS"), out int many) ? Math.Max(4, many / 4) : 4;
        string source = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_directory.Output)!, "source")).FullName;
        for (int n = 0; n < 40; n++)
        {
            WatchedDirectory.Trace(5000, first: (ulong)n).WriteTo(source, WatchedDirectory.TraceName(n % 3, (uint)n));
            _directory.Write(WatchedDirectory.TraceName(n % 3, (uint)n), WatchedDirectory.Trace(5000, first: (ulong)n));
        }

        string oracle = _directory.Database + ".oracle";
        await OjoWatcher.RunAsync(new WatcherOptions { InputDirectory = source, DatabasePath = oracle });
        string[] after = ["keep", "archive", "delete"];
        List<WatcherProcess> fighting = [];
        try
        {
            for (int n = 0; n < kills; n++)
            {
                while (fighting.Count < 2)
                {
                    fighting.Add(new WatcherProcess([.. Arguments, "--watch", "--after", after[random.Next(after.Length)]]));
                }

                // Some die before they have begun, some amid the work: how far the store has come says when.
                long events = random.Next(0, 40) * 5000L;
                await Waiting.UntilAsync(() => Stored() >= events || fighting.Exists(static watcher => watcher.HasExited));
                Assert.DoesNotContain(fighting, static watcher => watcher.HasExited);
                int victim = random.Next(fighting.Count);
                await fighting[victim].KillAsync();
                fighting[victim].Dispose();
                fighting.RemoveAt(victim);
            }
        }
        finally
        {
            fighting.ForEach(static watcher => watcher.Dispose());
        }

        WatcherSummary last = await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Delete });

        Assert.Equal(0, last.Failed + last.Quarantined);
        Assert.Empty(WatchedDirectory.FilesBelow(_directory.Output));
        StoreContent.AssertSame(oracle, _directory.Database);
    }

    private bool IsClaimed(string name)
    {
        using var claims = new FileClaims(_directory.Database);
        return !claims.TryTake(name);
    }

    private long Stored()
    {
        try
        {
            return _directory.Statistics().Events;
        }
        catch (Ojo.Storage.StoreUnavailableException)
        {
            // It is being made.
            return 0;
        }
    }
}
