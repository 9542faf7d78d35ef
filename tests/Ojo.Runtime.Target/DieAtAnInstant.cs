using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ojo.Runtime.Target;

/// <summary>
/// Records from several threads and dies when one of them has recorded so many events. How many each has recorded, by the
/// calls that have returned, stands in a mapped file, which outlives the program.
/// </summary>
internal static unsafe partial class DieAtAnInstant
{
    private const int CacheLine = 64;

    /// <summary>
    /// Arguments: where to record, the file of counts, how many threads, milliseconds between flushes, MiB of buffer, how to die,
    /// after how many events. Without the last two it waits to be killed.
    /// </summary>
    /// <param name="args">The arguments.</param>
    /// <param name="mode">A flight recorder takes a snapshot of itself each few milliseconds, where the time between flushes is an odd number.</param>
    public static int Run(string[] args, TracerMode mode = TracerMode.Stream)
    {
        int threads = int.Parse(args[2], CultureInfo.InvariantCulture);
        int interval = int.Parse(args[3], CultureInfo.InvariantCulture);
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(args[1]);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();
        byte* counts = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref counts);
        Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = args[0],
            BufferSize = long.Parse(args[4], CultureInfo.InvariantCulture) << 20,
            FlushInterval = TimeSpan.FromMilliseconds(interval),
            Mode = mode,
            Resolution = mode == TracerMode.Stream ? TraceResolution.Microseconds : TraceResolution.Nanoseconds,
        });
        for (int thread = 0; thread < threads; thread++)
        {
            uint writer = (uint)thread;
            ulong* count = (ulong*)(counts + (thread * CacheLine));
            new Thread(() => Record(tracer, writer, count)).Start();
        }

        if (mode == TracerMode.FlightRecorder && interval % 2 == 1)
        {
            new Thread(() => TakeSnapshots(tracer, interval)).Start();
        }

        if (args.Length > 6)
        {
            ulong enough = ulong.Parse(args[6], CultureInfo.InvariantCulture);
            SpinWait spin = default;
            while (Volatile.Read(ref *(ulong*)counts) < enough)
            {
                spin.SpinOnce();
            }

            Die(args[5]);
        }

        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    [DoesNotReturn]
    private static void TakeSnapshots(Tracer tracer, int interval)
    {
        while (true)
        {
            tracer.Snapshot("of itself");
            Thread.Sleep(interval);
        }
    }

    [DoesNotReturn]
    private static void Record(Tracer tracer, uint writer, ulong* count)
    {
        CountedWriter events = new(tracer, writer, count);
        while (true)
        {
            events.Record();

            // As busy as a program that does something else besides.
            Thread.SpinWait(20);
        }
    }

    public static void Die(string how)
    {
        switch (how)
        {
            case "kill":
                _ = Kill(Environment.ProcessId, signal: 9);
                break;
            case "SIGTERM":
                _ = Kill(Environment.ProcessId, signal: 15);
                break;
            case "FailFast":
                Environment.FailFast("Told to.");
                break;
            case "stack overflow":
                Overflow(0);
                break;
            case "access violation":
                *(byte*)0x123456789000 = 1;
                break;
            case "abort":
                Abort();
                break;
            case "unhandled exception":
                throw new InvalidOperationException("Told to.");
            default:
                throw new ArgumentException($"There is no death called '{how}'.");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Overflow(int depth) => Overflow(depth + 1) + depth;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();
}
