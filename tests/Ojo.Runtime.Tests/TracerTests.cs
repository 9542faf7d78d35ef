using Ojo.Format;

namespace Ojo.Runtime.Tests;

public sealed class TracerTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_recorded_is_in_the_output_after_Dispose()
    {
        TracerStatistics statistics;
        using (Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path }))
        {
            for (ulong n = 0; n < 10_000; n++)
            {
                tracer.Write(7, 0x10001, n);
            }

            tracer.Dispose();
            statistics = tracer.Statistics;
        }

        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(static n => (ulong)n), records.Select(static r => r.Payload));
        Assert.All(records, static r => Assert.Equal((7u, 0x10001u), (r.FlowId, r.EventType)));
        Assert.Equal(new TracerStatistics(10_000, 0), statistics);
        Assert.Empty(Directory.GetFiles(_directory.Staging));
    }

    [Fact]
    public void Flush_returns_when_everything_before_it_is_in_the_output()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlushInterval = TimeSpan.FromHours(1) });
        for (int round = 1; round <= 5; round++)
        {
            tracer.Write(1, 2, (ulong)round);
            tracer.Flush();
            Assert.Equal(round, TraceFiles.ReadAll(_directory.Output).Count);
        }
    }
}
