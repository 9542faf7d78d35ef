using System.Text.Json;
using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class TailTests : StoreTests
{
    [Fact]
    public async Task What_comes_into_a_store_is_shown_once_also_what_is_a_little_late()
    {
        using OjoProcess tail = Tail("--db-path", Store.Database, "--lines", "2");
        Assert.Equal(
            ["2026-01-01T00:00:00.000698000Z  1-5  PACKET_SENT  packet_number=698", "2026-01-01T00:00:00.000699000Z  1-6  PACKET_SENT  packet_number=699"],
            await tail.ReadLinesAsync(2));

        await AddAsync("b", new TraceFileBuilder().Add(698, 5, 0x002, 5000).Add(800, 1, 0x002, 5001));

        Assert.Equal(
            ["2026-01-01T00:00:00.000698000Z  1-5  PACKET_SENT  packet_number=5000", "2026-01-01T00:00:00.000800000Z  1-1  PACKET_SENT  packet_number=5001"],
            await tail.ReadLinesAsync(2));
        await AssertEndsAsync(tail);
    }

    [Fact]
    public async Task A_filter_chooses_and_every_line_is_an_object()
    {
        using OjoProcess tail = Tail("flow:2", "--db-path", Store.Database, "--lines", "1", "--json");
        Assert.Equal(695, Number((await tail.ReadLinesAsync(1))[0]));

        await AddAsync("b", new TraceFileBuilder().Add(900, 1, 0x002, 1).Add(901, 2, 0x002, 2));

        string line = (await tail.ReadLinesAsync(1))[0];
        Assert.Equal(2, Number(line));
        Assert.Equal(["time", "t_ns", "flow", "service", "event", "fields"], JsonDocument.Parse(line).RootElement.EnumerateObject().Select(static property => property.Name));
        await AssertEndsAsync(tail);

        static int Number(string line) => JsonDocument.Parse(line).RootElement.GetProperty("fields").GetProperty("packet_number").GetInt32();
    }

    [Fact]
    public async Task Another_store_in_the_place_of_the_first_is_followed_too()
    {
        using OjoProcess tail = Tail("--db-path", Store.Database, "--lines", "1");
        await tail.ReadLinesAsync(1);
        string other = Directory.CreateDirectory(Path.Combine(Store.Root, "other")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(other, "c.bin"), new TraceFileBuilder { BatchStart = 1_800_000_000_000_000 }.Add(7, 9, 0x002, 77).ToBytes());
        Assert.Equal(0, (await OjoProcess.RunAsync("watch", "--input-dir", other, "--db-path", Path.Combine(Store.Root, "other.db"))).Code);

        foreach (string ending in new[] { "-wal", "-shm" })
        {
            File.Delete(Store.Database + ending);
        }

        File.Move(Path.Combine(Store.Root, "other.db"), Store.Database, overwrite: true);

        Assert.Equal(["2027-01-15T08:00:00.000007000Z  1-9  PACKET_SENT  packet_number=77"], await tail.ReadLinesAsync(1));
        await AssertEndsAsync(tail);
    }

    [Fact]
    public async Task A_directory_is_followed_and_left_as_it_is()
    {
        string bad = Path.Combine(Store.Output, "bad\u001b.bin");
        await File.WriteAllTextAsync(bad, "nonsense");
        using OjoProcess tail = Tail("--input-dir", Store.Root, "--lines", "1");
        Assert.EndsWith("packet_number=699", (await tail.ReadLinesAsync(1))[0], StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Path.Combine(Store.Root, "half"), new TraceFileBuilder().Add(1500, 3, 0x002, 1234).ToBytes());
        File.Move(Path.Combine(Store.Root, "half"), Path.Combine(Store.Output, "b.bin"));

        Assert.EndsWith("packet_number=1234", (await tail.ReadLinesAsync(1))[0], StringComparison.Ordinal);
        ProgramEnd end = await AssertEndsAsync(tail, saysNothing: false);
        Assert.StartsWith("ojo: bad\\x1B.bin is left out: ", end.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(bad));
        Assert.Equal(["a.bin", "b.bin", Path.GetFileName(bad)], Directory.GetFileSystemEntries(Store.Output).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(Store.Root, "quarantine")));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_waited_for()
    {
        string path = Path.Combine(Store.Root, "later.db");
        using OjoProcess tail = Tail("--db-path", path);
        Assert.Contains("waiting for it", await tail.ReadErrorLineAsync(), StringComparison.Ordinal);

        Assert.Equal(0, (await OjoProcess.RunAsync("watch", "--input-dir", Store.Output, "--db-path", path)).Code);

        Assert.EndsWith("packet_number=0", (await tail.ReadLinesAsync(1))[0], StringComparison.Ordinal);
        Assert.EndsWith("packet_number=699", (await tail.ReadLinesAsync(SmallStore.Events - 1))[^1], StringComparison.Ordinal);
        await AssertEndsAsync(tail, saysNothing: false);
    }

    [Theory]
    [InlineData("always", "\u001b[34mPACKET_SENT\u001b[0m")]
    [InlineData("auto", "  PACKET_SENT  ")]
    public async Task Colours_go_to_terminals_unless_they_are_asked_for(string color, string shown)
    {
        using OjoProcess tail = Tail("--db-path", Store.Database, "--lines", "1", "--color", color);

        Assert.Contains(shown, (await tail.ReadLinesAsync(1))[0], StringComparison.Ordinal);
        await AssertEndsAsync(tail);
    }

    [Theory]
    [InlineData("flow:", "  flow:\n  ^~~~~\n")]
    [InlineData("type:NONE", "NONE")]
    public async Task A_filter_that_means_nothing_is_marked(string filter, string said)
    {
        ProgramEnd end = await OjoProcess.RunAsync("tail", filter, "--db-path", Store.Database);

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.Contains(said, end.Error, StringComparison.Ordinal);
    }

    private static OjoProcess Tail(params string[] arguments) => new(new Dictionary<string, string>(), ["tail", .. arguments]);

    private static async Task<ProgramEnd> AssertEndsAsync(OjoProcess tail, bool saysNothing = true)
    {
        await tail.InterruptAsync();
        ProgramEnd end = await tail.EndAsync();
        Assert.Equal((0, ""), (end.Code, saysNothing ? end.Output + end.Error : end.Output));
        return end;
    }

    private async Task AddAsync(string name, TraceFileBuilder trace)
    {
        await File.WriteAllBytesAsync(Path.Combine(Store.Output, $"{name}.bin"), trace.ToBytes());
        Assert.Equal(0, (await OjoProcess.RunAsync("watch", "--input-dir", Store.Output, "--db-path", Store.Database)).Code);
    }
}
