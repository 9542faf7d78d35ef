using System.Globalization;
using System.IO.MemoryMappedFiles;
using Ojo.Recording;

namespace Ojo.Runtime.Target;

/// <summary>
/// Brings two threads to a step each of recording and flushing, one after the other, and leaves them there until the process is
/// killed. How many events each writer has recorded, by the calls that have returned, stands in a mapped file.
/// </summary>
internal static unsafe class StandStill
{
    private const int CacheLine = 64;

    /// <summary>
    /// Arguments: where to record, the file of counts of four writers, stream or flight-recorder, how many chunks of buffer, and the two
    /// steps, as <c>writer:STEP</c> or <c>flusher:STEP</c>. Says "there" when both are, or which was not reached.
    /// </summary>
    public static int Run(string[] args)
    {
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(args[1]);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();
        byte* counts = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref counts);
        Tracer tracer = Tracer.Create(
            new TracerOptions
            {
                Directory = args[0],
                Mode = args[2] == "stream" ? TracerMode.Stream : TracerMode.FlightRecorder,
                BufferSize = int.Parse(args[3], CultureInfo.InvariantCulture) * (long)RingLayout.ChunkSize,
            },
            startFlusher: false);
        tracer.Intern("string");

        // The first two writers stand still, the third is the one that lives, the fourth those that die.
        CountedWriter living = new(tracer, 2, (ulong*)(counts + (2 * CacheLine))) { NewStringEach = 0 };
        CountedWriter dying = new(tracer, 3, (ulong*)(counts + (3 * CacheLine))) { NewStringEach = 0 };
        for (int n = 0; n < RingLayout.ChunkRecords; n++)
        {
            living.Record();
        }

        for (uint thread = 0; thread < 2; thread++)
        {
            string[] where = args[4 + (int)thread].Split(':');
            RecordingStep step = Enum.Parse<RecordingStep>(where[1]);
            ulong* count = (ulong*)(counts + (thread * CacheLine));
            bool isThere = where[0] == "writer"
                ? new StandingThread(step, new CountedWriter(tracer, thread, count) { NewStringEach = IsOfStrings(step) ? 64ul : 0 }, dying).Go()
                : new StandingFlusher(step, tracer, living, dying).Go();
            if (!isThere)
            {
                Console.WriteLine($"{args[4 + (int)thread]} was not reached");
                return 1;
            }
        }

        Console.WriteLine("there");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static bool IsOfStrings(RecordingStep step) => step is RecordingStep.StringStored or RecordingStep.StringCommitted;
}
