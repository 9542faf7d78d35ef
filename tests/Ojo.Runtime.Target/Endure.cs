using System.Globalization;
using System.Runtime.InteropServices;

namespace Ojo.Runtime.Target;

/// <summary>
/// Records while files cannot be written, until the buffer is full and events are lost, and on when they can be again.
/// </summary>
internal static partial class Endure
{
    private const int FileSizeLimit = 1;

    // Enough for the small files of a run.
    private const ulong FewBytes = 64 << 10;
    private const uint EventType = 1;

    /// <summary>
    /// Arguments: the trace directory, "power loss" or "stream", and what keeps files from being written: a file that is there as long as they
    /// cannot be, or "limit" for the process's own limit on their size ("limit from the start": then it only says what it is told). Says how many events were attempted, stored, lost, and lost to write errors, and what the
    /// exception of a flush in between was.
    /// </summary>
    public static int Run(string[] args)
    {
        if (args[2] == "limit from the start")
        {
            return StartWithLimit(args[0]);
        }

        using ManualResetEventSlim failed = new(), resumed = new();
        Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = args[0],
            BufferSize = 512 << 10,
            FlushInterval = TimeSpan.FromMilliseconds(10),
            Durability = args[1] == "power loss" ? Durability.PowerLoss : Durability.ProcessCrash,
            OnWarning = warning =>
            {
                if (warning.Contains("cannot be written", StringComparison.Ordinal))
                {
                    failed.Set();
                }
                else if (warning.Contains(" again.", StringComparison.Ordinal))
                {
                    resumed.Set();
                }
            },
        });

        ulong attempted = 0;
        Record(100);
        tracer.Flush();
        Disturb(args[2], true);
        while (!failed.IsSet || tracer.Statistics.Lost == 0)
        {
            Record(100);
        }

        string refusal = "";
        try
        {
            tracer.Flush();
        }
        catch (IOException exception)
        {
            refusal = exception.Message;
        }

        Disturb(args[2], false);

        // By itself: nobody asks for it.
        resumed.Wait();
        Record(100);
        tracer.Dispose();
        TracerStatistics statistics = tracer.Statistics;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{attempted} {statistics.Stored} {statistics.Lost} {statistics.LostToWriteErrors} {refusal}"));
        return 0;

        void Record(int events)
        {
            for (int n = 0; n < events; n++)
            {
                tracer.Write(0, EventType, attempted++);
            }
        }
    }

    private static int StartWithLimit(string directory)
    {
        Disturb("limit", true);
        try
        {
            Tracer.Create(new TracerOptions { Directory = directory }).Dispose();
            return 1;
        }
        catch (IOException exception)
        {
            Console.WriteLine(exception.Message);
            return 0;
        }
    }

    private static void Disturb(string how, bool isOn)
    {
        if (how == "limit")
        {
            Span<ulong> limits = stackalloc ulong[2];
            Check(GetLimit(FileSizeLimit, limits));
            limits[0] = isOn ? FewBytes : limits[1];
            Check(SetLimit(FileSizeLimit, limits));
        }
        else if (isOn)
        {
            File.WriteAllText(how, "");
        }
        else
        {
            File.Delete(how);
        }
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    /// <param name="resource">Which.</param>
    /// <param name="limits">The one in force, and the most that it may be.</param>
    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, Span<ulong> limits);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, ReadOnlySpan<ulong> limits);
}
