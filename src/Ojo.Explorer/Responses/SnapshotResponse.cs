using System.Globalization;

namespace Ojo.Explorer.Responses;

/// <summary>A snapshot of a flight recorder: which trace files it is, and over which window nothing is missing in it.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Service">What the program calls itself.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process id.</param>
/// <param name="Reason">Why it was taken.</param>
/// <param name="TakenAt">When, in ISO 8601, UTC.</param>
/// <param name="StartNs">Unix time of the run's start in nanoseconds, as a string.</param>
/// <param name="WindowStartNs">The first instant of the window, in nanoseconds since the run's start.</param>
/// <param name="WindowEndNs">The first instant after it.</param>
/// <param name="WindowStartAt">The window's start in ISO 8601, UTC.</param>
/// <param name="WindowEndAt">Its end.</param>
/// <param name="Continues">The snapshot that it joins with nothing missing between them; null where there is none.</param>
/// <param name="Copy">Whether it is a copy of what the process held, which the process's own next one holds too.</param>
/// <param name="Files">The names of its trace files.</param>
/// <param name="Events">How many events they hold.</param>
/// <param name="Overwritten">Of how many they say that they were overwritten.</param>
/// <param name="Lost">Of how many they say that they were lost.</param>
internal sealed record SnapshotResponse(
    string Name, string Service, string Host, int ProcessId, string Reason, string TakenAt, string StartNs, long WindowStartNs, long WindowEndNs,
    string WindowStartAt, string WindowEndAt, string? Continues, bool Copy, IReadOnlyList<string> Files, long Events, long Overwritten, long Lost)
{
    public static SnapshotResponse Of(TraceSnapshot snapshot)
    {
        ulong unit = snapshot.Version == 1 ? 1000u : 1u;
        return new SnapshotResponse(
            Path.GetFileName(snapshot.Path), snapshot.Service, snapshot.Host, snapshot.ProcessId, snapshot.Reason, Iso(snapshot.TakenAt),
            ((UInt128)snapshot.BatchStart * unit).ToString(CultureInfo.InvariantCulture), Ns(snapshot.WindowStart, unit), Ns(snapshot.WindowEnd, unit),
            Iso(snapshot.WindowStartAt), Iso(snapshot.WindowEndAt), snapshot.Continues.Length > 0 ? snapshot.Continues : null, snapshot.IsCopy,
            snapshot.Files, snapshot.Events, snapshot.Overwritten, snapshot.Lost);
    }

    // What a signed number cannot hold becomes the most that it can.
    private static long Ns(ulong time, ulong unit) => (long)Math.Min(time, (ulong)long.MaxValue / unit) * (long)unit;

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
