using System.Text.Json;
using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class BenchTests
{
    [Fact]
    public async Task It_says_what_an_event_costs_and_leaves_nothing_behind()
    {
        using TemporaryDirectory directory = new();

        ProgramEnd end = await OjoProcess.RunAsync("bench", "--directory", directory.Path, "--duration", "100ms", "--json");

        Assert.Equal((0, ""), (end.Code, end.Error));
        JsonElement answer = JsonDocument.Parse(end.Output).RootElement;
        Assert.True(answer.GetProperty("eventNs").GetDouble() > 0);
        Assert.True(answer.GetProperty("timestampNs").GetDouble() > 0);
        Assert.True(answer.GetProperty("stored").GetInt64() > 0);
        Assert.Equal(answer.GetProperty("attempted").GetInt64(), answer.GetProperty("stored").GetInt64() + answer.GetProperty("dropped").GetInt64());
        Assert.True(answer.GetProperty("bytes").GetInt64() >= answer.GetProperty("stored").GetInt64() * 24);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }
}
