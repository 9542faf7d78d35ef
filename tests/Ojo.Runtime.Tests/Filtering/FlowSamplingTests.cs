using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Filtering;

public sealed class FlowSamplingTests : IDisposable
{
    private const int OneIn = 10;
    private const uint Flows = 1000;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Sampled_flows_are_recorded_whole_and_of_the_others_nothing()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlowSampling = OneIn });
        const int Rounds = 3 * RingLayout.ChunkRecords / (int)Flows;
        for (uint round = 0; round < Rounds; round++)
        {
            for (uint flow = 0; flow < Flows; flow++)
            {
                tracer.Write(flow, 0x10001, round);
                tracer.Write(flow, 0x10002, round, round);
                tracer.Write(flow, 0x10003, [round, round, round, round]);
                tracer.Write(flow, 0x10004, [round], "a text");
                tracer.Write(flow, 0x10005, [], "two", "texts");
                tracer.Write(flow, 0x10006, [], "and", "three", "texts");
                tracer.Write(flow, 0x10007, [], "and", "even", "four", "texts");
            }
        }

        tracer.Flush();
        uint[] sampled = [.. Enumerable.Range(0, (int)Flows).Select(static flow => (uint)flow).Where(tracer.IsSampled)];
        Assert.Equal(0u, sampled[0]);
        Assert.InRange(sampled.Length, (int)Flows / OneIn / 2, (int)Flows / OneIn * 2);
        Dictionary<(uint Flow, uint Type), int> events = TraceFiles.ReadAll(_directory.Output)
            .Where(static record => record.EventType is > 0x10000 and < 0x20000)
            .GroupBy(static record => (record.FlowId, record.EventType))
            .ToDictionary(static group => group.Key, static group => group.Count());
        Assert.Equal(sampled.SelectMany(static flow => Enumerable.Range(1, 7).Select(type => (flow, 0x10000 + (uint)type))).Order(), events.Keys.Order());
        Assert.All(events.Values, static count => Assert.Equal(Rounds, count));
    }

    [Fact]
    public void What_is_left_out_counts_neither_as_attempted_nor_as_lost()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlowSampling = OneIn });
        uint leftOut = FirstFlow(tracer, isSampled: false);
        uint sampled = FirstFlow(tracer, isSampled: true);
        tracer.RecordPacketSent(leftOut, 1);
        tracer.RecordStreamDataSent(leftOut, 1, 2, 3);
        Assert.Equal(default, tracer.Statistics);
        tracer.RecordPacketSent(sampled, 1);
        tracer.RecordStreamDataSent(sampled, 1, 2, 3);
        Assert.Equal(new TracerStatistics(2, 0), tracer.Statistics);
    }

    [Fact]
    public void Two_tracers_agree_and_one_that_records_more_flows_records_those_too()
    {
        using Tracer one = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlowSampling = OneIn });
        using Tracer other = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlowSampling = OneIn });
        using Tracer larger = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlowSampling = OneIn / 3 });
        for (uint flow = 0; flow < Flows; flow++)
        {
            Assert.Equal(one.IsSampled(flow), other.IsSampled(flow));
            Assert.True(larger.IsSampled(flow) || !one.IsSampled(flow));
        }
    }

    [Fact]
    public void It_can_be_changed_at_any_time_and_the_run_file_says_what_holds()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path });
        Assert.Equal((1, 1), (tracer.FlowSampling, RunFile(tracer).FlowSampling));
        tracer.Write(1, 0x10001, 0);

        tracer.FlowSampling = OneIn;
        uint leftOut = FirstFlow(tracer, isSampled: false);
        tracer.Write(leftOut, 0x10001, 1);
        tracer.Write(FirstFlow(tracer, isSampled: true), 0x10001, 2);
        tracer.Flush();
        Assert.Equal((OneIn, OneIn), (tracer.FlowSampling, RunFile(tracer).FlowSampling));

        tracer.FlowSampling = 1;
        Assert.True(tracer.IsSampled(leftOut));
        tracer.Write(leftOut, 0x10001, 3);
        tracer.Flush();
        Assert.Equal(1, RunFile(tracer).FlowSampling);
        Assert.Equal([0ul, 2, 3], TraceFiles.ReadAll(_directory.Output).Where(static record => record.EventType == 0x10001).Select(static record => record.Payload));
    }

    [Fact]
    public void A_number_that_makes_no_sense_changes_nothing()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlowSampling = OneIn });
        Assert.Throws<ArgumentOutOfRangeException>(() => tracer.FlowSampling = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => tracer.FlowSampling = 1_000_001);
        Assert.Equal(OneIn, tracer.FlowSampling);
        Assert.Contains("FlowSampling", Assert.Throws<ArgumentException>(() => Tracer.Create(new TracerOptions { FlowSampling = -1 })).Message, StringComparison.Ordinal);
    }

    private static uint FirstFlow(Tracer tracer, bool isSampled)
    {
        uint flow = 1;
        while (tracer.IsSampled(flow) != isSampled)
        {
            flow++;
        }

        return flow;
    }

    private RunDescription RunFile(Tracer tracer) =>
        RunDescription.Parse(File.ReadAllBytes(Path.Combine(_directory.Output, tracer.Run!.FileName.ToString())));
}
