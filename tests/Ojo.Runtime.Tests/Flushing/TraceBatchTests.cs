using Ojo.Clocks;
using Ojo.Flushing;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Flushing;

public sealed class TraceBatchTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(40, 70, 50, 50, 70)] // It begins before what its lane has told of already.
    [InlineData(60, 70, 50, 60, 70)]
    [InlineData(40, 45, 50, 50, 50)] // It ends before that, too.
    public void A_gap_of_lost_events_is_nowhere_before_what_its_lane_has_told_of(long first, long last, ulong earliest, ulong begins, ulong ends)
    {
        string path = Path.Combine(_directory.Path, "batch.bin");
        using (TraceFileWriter writer = TraceFileWriter.Create(path, new TraceFileHeader(TraceFileHeader.LastVersion, 1, 0)))
        {
            TraceBatch batch = new(writer, new Timeline(TraceResolution.Nanoseconds, startTicks: 0, ticksPerSecond: 1_000_000_000), 100, DropCause.BufferFull);
            Assert.Equal(ends, batch.WriteGap(3, first, last, earliest));
            Assert.Equal(3, batch.Lost);
            writer.Complete();
        }

        List<TraceRecord> records = TraceFiles.Read(path);
        Assert.Equal((MetaEvent.EventsDropped, ends, 3ul), (records[0].EventType, records[0].TsDelta, records[0].Payload));
        Assert.Equal((MetaEvent.Extend, begins), (records[1].EventType, records[1].Payload));
    }
}
