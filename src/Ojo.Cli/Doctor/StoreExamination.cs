using System.Globalization;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Verification;

namespace Ojo.Cli.Doctor;

/// <summary>Looks at a store: what time it covers, what is missing in it and why, and whether it is whole.</summary>
internal static class StoreExamination
{
    public static IEnumerable<Finding> Of(string path, CancellationToken cancellation)
    {
        if (!OjoStore.Exists(path))
        {
            yield return new Finding(true, $"There is no store {path}.", "ojo watch or ojo import makes one.");
            yield break;
        }

        using (IStoreReader store = OjoStore.OpenReader(path))
        {
            StoreStatistics statistics = store.GetStatistics(cancellation);
            yield return Covered(path, statistics);
            foreach (MissingPart part in statistics.Missing)
            {
                yield return new Finding(true, $"{part.Name} cannot be read: {part.Reason}", "Restore that file from a copy, or remove it and take its trace files in again.");
            }

            foreach (IGrouping<DropCause, Gap> cause in store.GetGaps(null, cancellation).GroupBy(static gap => gap.Cause).OrderBy(static cause => cause.Key))
            {
                yield return Lost(cause.Key, cause.Sum(static gap => gap.Events), cause.Count());
            }
        }

        StoreVerdict verdict = SqliteStore.Verify(path, cancellation);
        foreach (StoreFault fault in verdict.Faults)
        {
            yield return new Finding(true, fault.ToString(), "Make the store anew from its trace files, or restore it from a copy.");
        }

        if (verdict.IsWhole)
        {
            yield return new Finding(false, Invariant($"The store is as it was written: {verdict.Blocks:N0} blocks were read."));
        }
        else if (verdict.FaultCount > verdict.Faults.Count)
        {
            yield return new Finding(true, Invariant($"There are {verdict.FaultCount - verdict.Faults.Count:N0} more faults."), "Make the store anew from its trace files.");
        }
    }

    private static Finding Covered(string path, StoreStatistics statistics) => statistics is { FirstNs: { } first, LastNs: { } last }
        ? new Finding(false, Invariant($"{path} has {statistics.Events:N0} events of {Count(statistics.Runs, "run")}, from {Utc(first):yyyy-MM-ddTHH:mm:ss.fffZ} to {Utc(last):yyyy-MM-ddTHH:mm:ss.fffZ}."))
        : new Finding(true, $"{path} has no events.", "Look whether the input directory of ojo watch is the 'output' of the tracer's directory.");

    private static Finding Lost(DropCause cause, long events, int gaps) => cause switch
    {
        DropCause.BufferFull => new Finding(true, Invariant($"{events:N0} events were lost in {Count(gaps, "gap")} because the tracer's buffer was full."), "Give the tracer a larger BufferSize, filter or sample what it records, or use a faster disk."),
        DropCause.WriteError => new Finding(true, Invariant($"{events:N0} events were lost in {Count(gaps, "gap")} because files could not be written."), "Look whether the tracer's disk is full or read-only."),

        // That is what a flight recorder is for.
        DropCause.Overwritten => new Finding(false, Invariant($"{events:N0} events in {Count(gaps, "gap")} made room for newer ones: a flight recorder's.")),
        _ => new Finding(true, Invariant($"{events:N0} events were lost in {Count(gaps, "gap")} for a reason that this version does not know ({(uint)cause}).")),
    };

    private static string Count(long number, string what) => Invariant($"{number:N0} {what}{(number == 1 ? "" : "s")}");

    private static DateTime Utc(long unixNs) => DateTime.UnixEpoch.AddTicks(unixNs / 100);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
