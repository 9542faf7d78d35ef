using System.Globalization;
using System.Text.Json;
using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task It_leaves_a_store_with_every_event_and_says_how_to_look_at_it()
    {
        using TemporaryDirectory directory = new();

        ProgramEnd end = await OjoProcess.RunAsync("demo", "--duration", "300ms", "--delay", "1ms", "--no-explorer", "--directory", directory.Path);
        ProgramEnd count = await OjoProcess.RunAsync("query", "", "--count", "--format", "json", "--db-path", directory["traces.db"]);

        Assert.Equal((0, ""), (end.Code, end.Error));
        long events = JsonDocument.Parse(count.Output).RootElement[0].GetProperty("count").GetInt64();
        Assert.True(events > 100);
        Assert.Contains(events.ToString("N0", CultureInfo.InvariantCulture) + " in the database, 0 dropped", end.Output, StringComparison.Ordinal);
        Assert.Contains($"  ojo serve --db-path {directory["traces.db"]}\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_cannot_do_is_wrong_usage()
    {
        ProgramEnd end = await OjoProcess.RunAsync("demo", "--loss", "200%");

        Assert.Equal((2, ""), (end.Code, end.Output));
        Assert.Equal("ojo: --loss cannot be '200%'. Give a share from 0% to 100%, for instance 2%.\nojo demo --help says more.\n", end.Error);
    }
}
