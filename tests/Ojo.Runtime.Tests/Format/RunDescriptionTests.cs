using System.Text;
using System.Text.Json;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

public sealed class RunDescriptionTests
{
    private static readonly RunDescription s_run = new()
    {
        Service = "edge \"proxy\"",
        Host = "host",
        ProcessId = 4711,
        BatchStart = ulong.MaxValue,
        Version = 2,
        Clock = "stopwatch",
        StartedAt = new DateTimeOffset(2026, 5, 6, 7, 8, 9, 123, TimeSpan.Zero),
        Filter = "Packet:debug,*:off",
        FlowSampling = 100,
        SchemaHash = 0x0123456789abcdef,
    };

    [Fact]
    public void What_is_written_is_read_back() => Assert.Equal(s_run, RunDescription.Parse(s_run.ToJson()));

    [Fact]
    public void The_file_has_these_keys()
    {
        using JsonDocument json = JsonDocument.Parse(s_run.ToJson());
        Assert.Equal(
            ["format", "service", "host", "processId", "batchStart", "version", "resolution", "clock", "startedAt", "filter", "flowSampling", "schema"],
            json.RootElement.EnumerateObject().Select(static p => p.Name));
        Assert.Equal("nanoseconds", json.RootElement.GetProperty("resolution").GetString());
        Assert.Equal("0123456789abcdef", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal("2026-05-06T07:08:09.123+00:00", json.RootElement.GetProperty("startedAt").GetString());
    }

    [Fact]
    public void The_file_s_name_is_the_run_s() => Assert.Equal("run_ffffffffffffffff_00001267.json", s_run.FileName.ToString());

    [Fact]
    public void Unknown_keys_and_absent_ones_do_no_harm()
    {
        RunDescription run = RunDescription.Parse("""{"batchStart":5,"colour":{"a":[1]}}"""u8);
        Assert.Equal((5ul, 1, "", 1, 0ul, null), (run.BatchStart, run.Version, run.Service, run.FlowSampling, run.SchemaHash, run.StartedAt));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "object was expected")]
    [InlineData("{}", "no \"batchStart\"")]
    [InlineData("""{"batchStart":-1}""", "-1")]
    [InlineData("""{"batchStart":"1"}""", "batchStart")]
    [InlineData("""{"batchStart":1,"format":2}""", "format 2")]
    [InlineData("""{"batchStart":1,"version":3}""", "version 3")]
    [InlineData("""{"batchStart":1,"flowSampling":0}""", "one of 0 flows")]
    [InlineData("""{"batchStart":1,"processId":4000000000}""", "processId")]
    [InlineData("""{"batchStart":1,"schema":"xyz"}""", "hexadecimal")]
    [InlineData("""{"batchStart":1,"startedAt":"yesterday"}""", "ISO 8601")]
    public void What_is_not_a_run_description_is_refused_with_a_reason(string json, string reason)
    {
        TraceFormatException thrown = Assert.Throws<TraceFormatException>(() => RunDescription.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
    }
}
