using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Ojo.Runtime.Target;

/// <summary>
/// Records and writes files, or salvages, by steps that are the same each time, for those who end it at one of them. How many events
/// each thread has recorded, by the calls that have returned, stands in a mapped file, which outlives the program.
/// </summary>
internal static unsafe class WorkInSteps
{
    private const int CountsPerWriter = 64 / sizeof(ulong);
    private const int Refused = 3;

    /// <summary>Arguments: the trace directory, the file of counts, and "stream", "flight recorder", "power loss", "flight recorder, power loss" or "salvage".</summary>
    /// <returns>3 where no tracer could be made, which is then explained on standard output.</returns>
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
        TracerOptions options = new()
        {
            Directory = args[0],
            BufferSize = 16 << 20,
            FlushInterval = TimeSpan.FromHours(1),
            Durability = args[2].Contains("power loss", StringComparison.Ordinal) ? Durability.PowerLoss : Durability.ProcessCrash,
            Mode = args[2].Contains("flight recorder", StringComparison.Ordinal) ? TracerMode.FlightRecorder : TracerMode.Stream,
        };
        Tracer tracer;
        try
        {
            tracer = Tracer.Create(options);
        }
        catch (IOException exception)
        {
            Console.WriteLine(exception.Message);
            return Refused;
        }

        try
        {
            Work(tracer, (ulong*)counts);
        }
        finally
        {
            tracer.Dispose();
        }

        return 0;
    }

    private static void Work(Tracer tracer, ulong* counts)
    {
        Thread other = new(() => Record(tracer, 1, counts + CountsPerWriter, 4000));
        other.Start();
        Record(tracer, 0, counts, 3000);
        TakeSnapshot(tracer);

        // So that the run's file is written again.
        tracer.Filter = "*:trace";
        Record(tracer, 0, counts, 1000);
        other.Join();
        if (TakeSnapshot(tracer) is null)
        {
            // What is left for the end. A flight recorder would forget it.
            Record(tracer, 0, counts, 500);
        }
    }

    private static TraceSnapshot? TakeSnapshot(Tracer tracer)
    {
        try
        {
            return tracer.Snapshot("a step");
        }
        catch (IOException)
        {
            // One call may fail: that is what is being tried. The next one does not.
            return tracer.Snapshot("a step");
        }
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
