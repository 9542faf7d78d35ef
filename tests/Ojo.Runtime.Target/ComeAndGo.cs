using System.Globalization;

namespace Ojo.Runtime.Target;

/// <summary>Records from many threads that live for some events only, one after the other and a few at a time.</summary>
internal static class ComeAndGo
{
    private const int AtATime = 4;
    private const int EventsEach = 10;

    // As much as may be allocated without a collection.
    private const long WithoutCollection = 200L << 20;

    /// <summary>
    /// Arguments: where to record, how many threads, "collecting" or "not collecting". Says how many events were stored and
    /// lost, the most chunks and lanes that there were, the memory after a fifth of the threads and after all, in KiB, and the number of collections.
    /// </summary>
    public static int Run(string[] args)
    {
        int count = int.Parse(args[1], CultureInfo.InvariantCulture);
        bool isCollecting = args[2] == "collecting";
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = args[0] });
        if (!isCollecting && !GC.TryStartNoGCRegion(WithoutCollection))
        {
            throw new InvalidOperationException("The collector does not hold still.");
        }

        int collections = GC.CollectionCount(0);
        long memoryEarly = 0;
        Thread[] threads = new Thread[AtATime];
        for (int started = 0; started < count; started += AtATime)
        {
            for (int n = 0; n < AtATime; n++)
            {
                uint flow = (uint)(started + n);
                threads[n] = new Thread(() => Record(tracer, flow));
                threads[n].Start();
            }

            Array.ForEach(threads, static thread => thread.Join());
            if (started <= count / 5)
            {
                memoryEarly = Environment.WorkingSet;
            }
        }

        collections = GC.CollectionCount(0) - collections;
        long memoryLate = Environment.WorkingSet;
        (int chunks, int lanes) = (tracer.Session!.Ring.ChunksPrepared, tracer.Session!.Ring.Lanes.Count);
        tracer.Dispose();
        TracerStatistics statistics = tracer.Statistics;
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{statistics.Stored} {statistics.Lost} {chunks} {lanes} {memoryEarly >> 10} {memoryLate >> 10} {collections}"));
        return 0;
    }

    private static void Record(Tracer tracer, uint flow)
    {
        for (ulong n = 0; n < EventsEach; n++)
        {
            tracer.Write(flow, 1, n);
        }
    }
}
