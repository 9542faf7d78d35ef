using System.Text.Json;
using Ojo.Cli.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class ExportTests : StoreTests
{
    [Fact]
    public async Task Events_that_a_filter_lets_through_go_to_standard_output()
    {
        ProgramEnd end = await OjoProcess.RunAsync("export", "flow:3", "--db-path", Store.Database, "--format", "jsonl");

        string[] lines = end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, "100 events\n", 100), (end.Code, end.Error, lines.Length));
        Assert.All(lines, static line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }

    [Fact]
    public async Task A_file_is_replaced_by_a_whole_one_and_nothing_else_is_left()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Store.Root, "out")).FullName;
        string file = Path.Combine(folder, "events.csv");
        await File.WriteAllTextAsync(file, "old");

        ProgramEnd end = await OjoProcess.RunAsync("export", "--db-path", Store.Database, "--format", "csv", "--output", file);

        Assert.Equal(new ProgramEnd(0, "", "700 events\n"), end);
        Assert.Equal(701, (await File.ReadAllLinesAsync(file)).Length);
        Assert.Equal([file], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Parquet_is_packed_as_it_was_asked_for()
    {
        string[] codecs = ["none", "gzip", "BROTLI"];
        long[] sizes = new long[codecs.Length];
        for (int n = 0; n < codecs.Length; n++)
        {
            string file = Path.Combine(Store.Root, $"{n}.parquet");
            ProgramEnd end = await OjoProcess.RunAsync("export", "--db-path", Store.Database, "--format", "parquet", "--codec", codecs[n], "--output", file);
            Assert.Equal(new ProgramEnd(0, "", "700 events\n"), end);
            Assert.EndsWith("PAR1", await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1), StringComparison.Ordinal);
            sizes[n] = new FileInfo(file).Length;
        }

        Assert.True(sizes[1] < sizes[0] && sizes[2] < sizes[0] && sizes[1] != sizes[2], string.Join(' ', sizes));
    }

    [Fact]
    public async Task Traces_without_a_store_are_exported_and_left_as_they_are()
    {
        ProgramEnd whole = await OjoProcess.RunAsync("export", "flow:3", "--input-dir", Store.Root, "--format", "jsonl");
        await File.WriteAllTextAsync(Path.Combine(Store.Output, "bad.bin"), "nonsense");
        ProgramEnd damaged = await OjoProcess.RunAsync("export", "flow:3", "--input-dir", Store.Output, "--format", "jsonl");

        Assert.Equal((0, "100 events\n"), (whole.Code, whole.Error));
        Assert.Equal((await OjoProcess.RunAsync("export", "flow:3", "--db-path", Store.Database, "--format", "jsonl")).Output, whole.Output);
        Assert.Equal((1, whole.Output), (damaged.Code, damaged.Output));
        Assert.StartsWith("ojo: bad.bin is left out: ", damaged.Error, StringComparison.Ordinal);
        Assert.Equal(["a.bin", "bad.bin"], Directory.GetFiles(Store.Output).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(2, "give --db-path or --input-dir")]
    [InlineData(2, "give --db-path or --input-dir", "--db-path", "{store}", "--input-dir", "{root}")]
    [InlineData(1, "none", "--input-dir", "{root}/none")]
    [InlineData(1, "  flow:\n  ^~~~~\n", "--input-dir", "{root}", "flow:")]
    public async Task Where_events_come_from_is_asked_for(int code, string said, params string[] arguments)
    {
        ProgramEnd end = await OjoProcess.RunAsync(["export", "--format", "csv", .. arguments.Select(argument =>
            argument.Replace("{store}", Store.Database, StringComparison.Ordinal).Replace("{root}", Store.Root, StringComparison.Ordinal))]);

        Assert.Equal((code, ""), (end.Code, end.Output));
        Assert.Contains(said, end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"transport:packet_sent\"")]
    [InlineData("\"quic:packet_sent\"", "--qlog-names", "IETF")]
    public async Task Events_of_qlog_are_called_as_was_asked_for(string name, params string[] arguments)
    {
        string file = Path.Combine(Store.Root, "events.qlog");

        ProgramEnd end = await OjoProcess.RunAsync(["export", "--db-path", Store.Database, "--format", "qlog", "--output", file, .. arguments]);

        Assert.Equal(0, end.Code);
        Assert.Contains(name, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "there are csv", "--format", "nonsense")]
    [InlineData(2, "csv is not packed as 'gzip'", "--format", "csv", "--codec", "gzip")]
    [InlineData(2, "there is gzip, none, brotli (parquet)", "--format", "parquet", "--codec", "zip")]
    [InlineData(2, "there are viewers, ietf", "--format", "qlog", "--qlog-names", "old")]
    [InlineData(2, "it is for qlog and sqlog", "--format", "csv", "--qlog-names", "ietf")]
    [InlineData(1, "  tpe:X\n  ^~~\n", "tpe:X", "--format", "csv")]
    public async Task What_cannot_be_exported_leaves_the_file_as_it_was(int code, string said, params string[] arguments)
    {
        string file = Path.Combine(Store.Root, "events.csv");
        await File.WriteAllTextAsync(file, "old");

        ProgramEnd end = await OjoProcess.RunAsync(["export", .. arguments, "--db-path", Store.Database, "--output", file]);

        Assert.Equal((code, ""), (end.Code, end.Output));
        Assert.Contains(said, end.Error, StringComparison.Ordinal);
        Assert.Equal("old", await File.ReadAllTextAsync(file));
    }
}
