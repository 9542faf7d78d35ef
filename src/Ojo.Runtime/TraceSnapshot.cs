using Ojo.FlightRecorder;
using Ojo.Format;

namespace Ojo;

/// <summary>A snapshot of a flight recorder: which trace files it is, and over which window nothing is missing in it.</summary>
/// <remarks>
/// Its files are trace files like any other and hold what no earlier snapshot of the run does, so that any number of them
/// can be stored together. What they hold besides the window is as true, but for the time before it not all there was.
/// </remarks>
public sealed record TraceSnapshot
{
    /// <summary>The file that says all this, in <c>output/</c>: <c>snapshot_….json</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>Why it was taken; several reasons in one, where they came together.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was taken, by the wall clock.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>What the program calls itself.</summary>
    public required string Service { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The run's start, as in the headers of its trace files.</summary>
    public required ulong BatchStart { get; init; }

    /// <summary>The version of the run's trace files: times in microseconds (1) or nanoseconds (2).</summary>
    public required int Version { get; init; }

    /// <summary>
    /// The first instant of the window, in the version's unit since the run's start: from here on every event of every
    /// thread is in the files.
    /// </summary>
    public required ulong WindowStart { get; init; }

    /// <summary>The first instant after the window. Equal to <see cref="WindowStart"/> where events were being lost to the last.</summary>
    public required ulong WindowEnd { get; init; }

    /// <summary>
    /// The snapshot whose window ends where this one begins, nothing being lost between them: the name of its file. Empty where
    /// there is none.
    /// </summary>
    public string Continues { get; init; } = "";

    /// <summary>
    /// Whether it is a copy of what the process held: then the process's own next snapshot has the same events, and a store takes in
    /// one or the other.
    /// </summary>
    public bool IsCopy { get; init; }

    /// <summary>The names of its trace files, in order. None where nothing was recorded since the last one.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>How many events they hold.</summary>
    public required long Events { get; init; }

    /// <summary>Of how many events they say that they were given up for newer ones.</summary>
    public required long Overwritten { get; init; }

    /// <summary>Of how many events they say that they found no room.</summary>
    public required long Lost { get; init; }

    /// <summary>Reads a snapshot file, <c>snapshot_….json</c>; its trace files stand beside it.</summary>
    /// <exception cref="TraceFormatException">It describes no snapshot, or is longer than one ever is.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static TraceSnapshot Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        long length = new FileInfo(path).Length;
        return length <= SnapshotChain.LongestJson
            ? SnapshotJson.Read(File.ReadAllBytes(path)) with { Path = path }
            : throw new TraceFormatException($"{path} has {length} bytes; a snapshot file has {SnapshotChain.LongestJson} at most.");
    }

    /// <summary>Takes the next snapshot of another process's flight recorder, whether the process lives, hangs, is stopped or is dead.</summary>
    /// <remarks>
    /// It stands in the process's own folder, like those that the process takes, and its events are in no later one. The process is not
    /// asked; its recording is not held up. Between two files, and for no longer than one takes to be written, it cannot give up what is old
    /// or take a snapshot itself. Whoever is killed at whichever step, the others go on where he ended. Needs Linux, and the right to
    /// write the ring file and the folder; where that is lacking, take a copy (<see cref="Take(string, string, string)"/>).
    /// </remarks>
    /// <param name="ringPath">The ring file, <c>staging/ring_….map</c> of the process's trace directory.</param>
    /// <param name="reason">Why, in a word or a sentence.</param>
    /// <exception cref="IOException">The ring cannot be read or written, or the snapshot not written; the message says what can be done.</exception>
    public static TraceSnapshot Take(string ringPath, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ringPath);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return LinkFromOutside.Take(ringPath, OutsideSnapshot.DirectoryOf(ringPath), reason);
    }

    /// <summary>Takes a copy of what another process's flight recorder holds, whether the process lives, hangs, is stopped or is dead.</summary>
    /// <remarks>
    /// The ring is only read, and nobody need have the right to do more. So the events are in the process's next snapshot, or in what is salvaged of
    /// it, once more; that is why the copy goes into a folder of its own. Into the process's own folder goes none, but its next snapshot.
    /// </remarks>
    /// <param name="ringPath">The ring file, <c>staging/ring_….map</c> of the process's trace directory.</param>
    /// <param name="directory">The folder in which <c>output/</c> is made for the copy.</param>
    /// <param name="reason">Why, in a word or a sentence.</param>
    /// <exception cref="IOException">The ring cannot be read, or the snapshot not written.</exception>
    public static TraceSnapshot Take(string ringPath, string directory, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ringPath);
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return OutsideSnapshot.Take(ringPath, directory, reason);
    }

    /// <summary>The window's start by the wall clock.</summary>
    public DateTimeOffset WindowStartAt => At(WindowStart);

    /// <summary>The window's end by the wall clock.</summary>
    public DateTimeOffset WindowEndAt => At(WindowEnd);

    private DateTimeOffset At(ulong delta)
    {
        UInt128 ticks = Version == 1
            ? ((UInt128)BatchStart + delta) * TimeSpan.TicksPerMicrosecond
            : ((UInt128)BatchStart + delta) / TimeSpan.NanosecondsPerTick;
        UInt128 most = (UInt128)(DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks);
        return DateTimeOffset.UnixEpoch.AddTicks((long)(ticks < most ? ticks : most));
    }
}
