using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Ojo.Runtime.Target;

/// <summary>
/// Records and writes files, or salvages, by steps that are the same each time, for those who end it at one of them. How many events
/// each thread has recorded, by the calls that have returned, stands in a mapped file, which outlives the program.
/// </summary>
internal static unsafe class WorkInSteps
{
    private const int CacheLine = 64;

    /// <summary>Arguments: the trace directory, the file of counts, and "stream", "power loss", "flight recorder" or "salvage".</summary>
    public static int Run(string[] args)
    {
        if (args[2] == "salvage")
        {
            return TraceSalvage.Run(args[0]) is { SetAside: 0, Failed: 0 } ? 0 : 1;
        }

        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(args[1]);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();
        byte* counts = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref counts);
        using Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = args[0],
            BufferSize = 16 << 20,
            FlushInterval = TimeSpan.FromHours(1),
            Durability = args[2] == "power loss" ? Durability.PowerLoss : Durability.ProcessCrash,
            Mode = args[2] == "flight recorder" ? TracerMode.FlightRecorder : TracerMode.Stream,
        });
        Thread other = new(() => Record(tracer, 1, (ulong*)(counts + CacheLine), 4000));
        other.Start();
        Record(tracer, 0, (ulong*)counts, 3000);
        tracer.Snapshot("the first");

        // So that the run's file is written again.
        tracer.Filter = "*:trace";
        Record(tracer, 0, (ulong*)counts, 1000);
        other.Join();
        tracer.Snapshot("the second");
        if (args[2] != "flight recorder")
        {
            Record(tracer, 0, (ulong*)counts, 500);
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Record(Tracer tracer, uint writer, ulong* count, ulong events)
    {
        ulong first = *count;
        for (ulong number = first; number < first + events; number++)
        {
            SelfCheckingWriter.Write(tracer, writer, number);
            Volatile.Write(ref *count, number + 1);
        }
    }
}
