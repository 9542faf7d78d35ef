using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class ImportTests : IDisposable
{
    private const string Qlog = """
        {"qlog_version":"0.3","qlog_format":"JSON","traces":[{"vantage_point":{"type":"client"},"common_fields":{"time_format":"relative","reference_time":1000},
        "events":[{"time":1,"name":"transport:packet_sent","data":{"header":{"packet_type":"1RTT","packet_number":7},"raw":{"length":1200}}}]}]}
        """;

    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Good_files_go_into_the_store_beside_bad_ones_and_the_summary_says_which()
    {
        await File.WriteAllTextAsync(_root["a b.qlog"], Qlog);
        await File.WriteAllTextAsync(_root["bad\u001b.txt"], "nothing that is known");

        ProgramEnd end = await OjoProcess.RunAsync("import", _root["a b.qlog"], _root["bad\u001b.txt"], _root["none"], "--db-path", _root["store.db"], "--json");

        JsonElement summary = JsonDocument.Parse(end.Output).RootElement;
        Assert.Equal(1, end.Code);
        Assert.Equal(["whole", "events", "seconds", "files"], summary.EnumerateObject().Select(static property => property.Name));
        JsonElement[] files = [.. summary.GetProperty("files").EnumerateArray()];
        Assert.Equal(["qlog", "", ""], files.Select(static file => file.GetProperty("format").GetString()));
        Assert.Equal([true, false, false], files.Select(static file => file.GetProperty("failure").ValueKind == JsonValueKind.Null));
        Assert.True(files[0].GetProperty("events").GetInt64() > 0);
        Assert.DoesNotContain('\u001b', end.Error);
        Assert.DoesNotContain('\r', end.Error);

        ProgramEnd again = await OjoProcess.RunAsync("import", _root["a b.qlog"], "--db-path", _root["store.db"]);
        Assert.Equal(0, again.Code);
        Assert.Contains("0 events", again.Output, StringComparison.Ordinal);
        Assert.Contains("were there already", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(-4)]
    public async Task A_gzip_file_that_was_cut_off_is_never_taken_for_whole(int length)
    {
        using MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Qlog));
        }

        byte[] whole = packed.ToArray();
        await File.WriteAllBytesAsync(_root["cut.qlog.gz"], whole.AsMemory(0, length < 0 ? whole.Length + length : length));
        await File.WriteAllBytesAsync(_root["twice.qlog.gz"], [.. whole, .. "rest"u8]);
        await File.WriteAllBytesAsync(_root["whole.qlog.gz"], whole);

        ProgramEnd cut = await OjoProcess.RunAsync("import", _root["cut.qlog.gz"], "--db-path", _root["store.db"]);
        ProgramEnd more = await OjoProcess.RunAsync("import", _root["twice.qlog.gz"], "--db-path", _root["store.db"]);
        ProgramEnd good = await OjoProcess.RunAsync("import", _root["whole.qlog.gz"], "--db-path", _root["store.db"]);

        Assert.Equal((1, 1, 0, ""), (cut.Code, more.Code, good.Code, good.Error));
        Assert.StartsWith("ojo: cut.qlog.gz ", cut.Error, StringComparison.Ordinal);
        Assert.Contains("gzip file", cut.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("is empty", cut.Error, StringComparison.Ordinal);
        Assert.Contains("is followed by something else", more.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_directory_can_be_made_and_taken_in()
    {
        await File.WriteAllTextAsync(_root["a.qlog"], Qlog);

        ProgramEnd end = await OjoProcess.RunAsync("import", _root["a.qlog"], "--output-dir", _root["traces"]);

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.NotEmpty(Directory.GetFiles(_root["traces"], "*.bin", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_mapping_says_what_the_columns_of_a_table_mean()
    {
        await File.WriteAllTextAsync(_root["a.txt"], "when;w\n1;2000\n3;1000\n");

        ProgramEnd end = await OjoProcess.RunAsync("import", _root["a.txt"], "--map", "time=when:ms,cwnd=w", "--db-path", _root["store.db"]);
        Assert.Equal((0, ""), (end.Code, end.Error));
        ProgramEnd asked = await OjoProcess.RunAsync("query", "SELECT max_cwnd, duration_us FROM flow_summary", "--db-path", _root["store.db"], "--format", "csv");
        Assert.Equal("max_cwnd,duration_us\r\n2000,2000\r\n", asked.Output);

        ProgramEnd wrong = await OjoProcess.RunAsync("import", _root["a.txt"], "--map", "tme=when", "--db-path", _root["store.db"]);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("There is no 'tme' that a column can be mapped to; there are time,", wrong.Error, StringComparison.Ordinal);
        ProgramEnd both = await OjoProcess.RunAsync("import", _root["a.txt"], "--map", "time=when", "--format", "qlog", "--db-path", _root["store.db"]);
        Assert.Equal(2, both.Code);
        Assert.Contains("leave one of the two out", both.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_is_not_known_is_wrong_usage()
    {
        ProgramEnd end = await OjoProcess.RunAsync("import", _root["a"], "--format", "nonsense", "--db-path", _root["store.db"]);

        Assert.Equal((2, ""), (end.Code, end.Output));
        Assert.Contains("qlog", end.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_root["store.db"]));
    }
}
