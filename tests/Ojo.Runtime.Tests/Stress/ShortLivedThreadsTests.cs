using System.Diagnostics;
using System.Globalization;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>Threads that come and go by the thousand lose nothing, and leave nothing behind.</summary>
/// <remarks><c>OJO_STRESS_THREADS</c> sets how many; some thousand by default.</remarks>
public sealed class ShortLivedThreadsTests : IDisposable
{
    // The buffer's first chunks are made ready meanwhile, which is most of it.
    private const int MostMemoryKiB = 64 << 10;
    private const int EventsEach = 10;
    private const int MostChunks = 1024;
    private const int MostLanes = 200;
    private static readonly int s_threads = int.Parse(Environment.GetEnvironmentVariable("OJO_STRESS_THREADS") ?? "4000", CultureInfo.InvariantCulture);
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("collecting")]
    [InlineData("not collecting")]
    public void Every_event_is_there_and_neither_chunks_nor_memory_grow_with_the_threads(string collector)
    {
        // Without a collection the runtime itself keeps something of each dead thread.
        int threads = collector == "collecting" ? s_threads : Math.Min(s_threads, 20_000);
        using Process process = TargetProgram.StartAndListen("come and go", _directory.Path, threads.ToString(CultureInfo.InvariantCulture), collector);
        string said = process.ReadToEnd();
        long[] numbers = [.. said.Split().Where(static word => word.Length > 0).Select(static word => long.Parse(word, CultureInfo.InvariantCulture))];
        Assert.Equal([(long)threads * EventsEach, 0], numbers[..2]);
        ulong[] next = new ulong[threads];
        foreach (TraceRecord record in TraceFiles.In(_directory.Output).SelectMany(static file => TraceFiles.Read(file)).Where(static r => r.EventType == 1))
        {
            Assert.Equal(next[record.FlowId]++, record.Payload);
        }

        Assert.All(next, static events => Assert.Equal((ulong)EventsEach, events));
        Assert.InRange(numbers[2], 1, MostChunks);
        Assert.InRange(numbers[3], 1, MostLanes);
        if (collector == "collecting")
        {
            Assert.InRange(numbers[5] - numbers[4], long.MinValue, MostMemoryKiB);
        }
        else
        {
            Assert.Equal(0, numbers[6]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{collector}: {said.Trim()}");
    }
}
