using System.Text.Json;
using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class SnapshotTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _root = new();
    private readonly OjoProcess _recorder;

    /// <summary>A flight recorder is a process of its own: the demo's.</summary>
    public SnapshotTests() => _recorder = new OjoProcess(
        new Dictionary<string, string> { ["OJO_MODE"] = "flight-recorder" }, "demo", "--no-explorer", "--delay", "1ms", "--directory", Traces);

    private string Traces => _root["ein Weg"];

    // It records when it says how far it is.
    public async ValueTask InitializeAsync()
    {
        while (!(await _recorder.ReadLinesAsync(1))[0].Contains(" connections, ", StringComparison.Ordinal))
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        _root.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task One_after_the_other_is_taken_listed_and_shown()
    {
        ProgramEnd first = await OjoProcess.RunAsync("snapshot", "take", $"{_recorder.Id}", "--reason", "first\u001b", "--json");
        ProgramEnd second = await OjoProcess.RunAsync("snapshot", "take", Traces);
        ProgramEnd list = await OjoProcess.RunAsync("snapshot", "list", Traces, "--json");
        ProgramEnd table = await OjoProcess.RunAsync("snapshot", "list", _root.Path);

        JsonElement taken = JsonDocument.Parse(first.Output).RootElement;
        Assert.Equal(("first\u001b", _recorder.Id), (taken.GetProperty("reason").GetString(), taken.GetProperty("processId").GetInt32()));
        Assert.True(taken.GetProperty("events").GetInt64() > 0);
        JsonElement[] all = [.. JsonDocument.Parse(list.Output).RootElement.GetProperty("snapshots").EnumerateArray()];
        Assert.Equal(2, all.Length);
        Assert.Equal(first.Output.Trim(), all[0].GetRawText());
        Assert.Equal(all[0].GetProperty("name").GetString(), all[1].GetProperty("continues").GetString());
        Assert.Contains($"continues  {all[0].GetProperty("name").GetString()}\n", second.Output, StringComparison.Ordinal);
        Assert.Contains("  first\\x1B ", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table.Output);
        ProgramEnd show = await OjoProcess.RunAsync("snapshot", "show", Path.Combine(Traces, "output", all[1].GetProperty("name").GetString()!));
        Assert.Equal((0, ""), (show.Code, show.Error));
        Assert.Equal(second.Output, show.Output);
    }

    [Fact]
    public async Task A_copy_goes_into_a_directory_of_its_own_and_can_be_stored()
    {
        string copies = _root["copies"];

        ProgramEnd end = await OjoProcess.RunAsync("snapshot", "take", Traces, "--output-dir", copies, "--json");
        ProgramEnd watch = await OjoProcess.RunAsync("watch", "--input-dir", Path.Combine(copies, "output"), "--db-path", _root["store.db"], "--json");

        JsonElement taken = JsonDocument.Parse(end.Output).RootElement;
        Assert.True(taken.GetProperty("copy").GetBoolean());
        Assert.Equal(taken.GetProperty("events").GetInt64(), JsonDocument.Parse(watch.Output).RootElement.GetProperty("events").GetInt64());
        Assert.Empty(Directory.GetFiles(Path.Combine(Traces, "output"), "snapshot_*"));
    }
}
