using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Watcher.CommandLine;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

public sealed class StoreShapeTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_store_is_divided_by_days_where_that_is_asked_for()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));

        await OjoWatcher.RunAsync(_directory.Options with { Shard = ShardSpan.Day }, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Path.Combine(_directory.Database, "2026-01-01.db")));
        Assert.Equal(10, Statistics(_directory.Database).Events);
    }

    [Fact]
    public async Task Tenants_have_a_store_each_and_nothing_of_each_others()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        await OjoWatcher.RunAsync(_directory.Options with { Tenant = "red" }, TestContext.Current.CancellationToken);
        _directory.Write("b.bin", WatchedDirectory.Trace(20, first: 100));
        await OjoWatcher.RunAsync(_directory.Options with { Tenant = "blue" }, TestContext.Current.CancellationToken);

        Assert.Equal(10, Statistics(OjoStore.PathOf(_directory.Database, "red")).Events);
        Assert.Equal(30, Statistics(OjoStore.PathOf(_directory.Database, "blue")).Events);
        Assert.False(OjoStore.Exists(_directory.Database));
    }

    [Fact]
    public async Task What_is_too_old_goes_and_is_not_taken_in_again_though_its_file_is_still_there()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        WatcherOptions options = _directory.Options with { Shard = ShardSpan.Day, Retain = new Retention { Age = TimeSpan.FromDays(1) } };

        WatcherSummary first = await OjoWatcher.RunAsync(options, TestContext.Current.CancellationToken);
        WatcherSummary second = await OjoWatcher.RunAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal((10, 0), (first.Events, second.Events));
        Assert.Equal(0, Statistics(_directory.Database).Events);
        Assert.Empty(Directory.GetFiles(_directory.Database, "2026*"));
    }

    [Theory]
    [InlineData("--shard", "fortnight")]
    [InlineData("--retain", "for ever")]
    [InlineData("--tenant", "../other")]
    public async Task What_divides_nothing_keeps_nothing_or_names_nobody_is_wrong_usage(string option, string value)
    {
        using var error = new StringWriter();

        int code = await WatcherCommand.RunAsync(
            ["--input-dir", _directory.Output, "--db-path", _directory.Database, option, value], TextWriter.Null, error);

        Assert.Equal(2, code);
        Assert.NotEmpty(error.ToString());
        Assert.False(Directory.Exists(_directory.Database));
    }

    private static StoreStatistics Statistics(string path)
    {
        using IStoreReader reader = OjoStore.OpenReader(path);
        return reader.GetStatistics();
    }
}
