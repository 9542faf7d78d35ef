using System.Runtime.InteropServices;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>
/// Holds the stretches, by which lists over all flows find their way, against the events: every event is in one that knows of
/// it, and each has an event for every flow, key and end that it speaks of.
/// </summary>
/// <remarks>In memory there is of each stretch what the store has of it, a byte or two for each of its flows.</remarks>
internal sealed class StretchVerification
{
    private readonly FaultList _faults;
    private readonly Dictionary<long, RunStretches> _byRun;
    private readonly Dictionary<long, long> _longest = [];

    public StretchVerification(sqlite3 connection, FaultList faults)
    {
        _faults = faults;
        Dictionary<long, List<StretchMarks>> byRun = [];
        using var rows = new Statement(connection, "SELECT run, id, first_ns, last_ns, keys, flows FROM ojo_stretch");
        while (rows.Step())
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(byRun, rows.Int64(0), out _) ??= []).Add(
                new StretchMarks(rows.Int64(1), rows.Int64(2), rows.Int64(3), rows.Int64(4), rows.Blob(5).ToArray()));
        }

        _byRun = byRun.ToDictionary(static run => run.Key, static run => new RunStretches(run.Value));
        using var runs = new Statement(connection, "SELECT id, longest FROM ojo_run");
        while (runs.Step())
        {
            _longest.Add(runs.Int64(0), runs.Int64(1));
        }
    }

    /// <summary>Adds an event.</summary>
    /// <returns>Whether lists over all flows find it.</returns>
    public bool Add(long run, long ns, long flow, int key) => _byRun.TryGetValue(run, out RunStretches? stretches) && stretches.Mark(ns, flow, key);

    /// <summary>Says which stretches speak of what there is not, after all events.</summary>
    public void End()
    {
        foreach ((long run, RunStretches stretches) in _byRun)
        {
            foreach (StretchMarks stretch in stretches.All.Where(static stretch => !stretch.IsMet))
            {
                _faults.Add($"Stretch {stretch.Id} of run {run}", "it speaks of a flow, a type or a time that has no event in it.");
            }

            if (stretches.Longest > _longest.GetValueOrDefault(run, long.MaxValue))
            {
                _faults.Compare($"Run {run}", "its longest stretch", _longest[run], stretches.Longest);
            }
        }
    }
}
