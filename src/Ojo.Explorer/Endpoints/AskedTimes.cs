using System.Globalization;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Stores;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary>The range of time that a request asks for.</summary>
/// <param name="FromNs">Its start; null: open.</param>
/// <param name="ToNs">Its end, which is not included; null: open.</param>
/// <param name="IsWallClock">Whether both count from the Unix epoch, and not from a run's start.</param>
internal sealed record AskedTimes(long? FromNs, long? ToNs, bool IsWallClock)
{
    private const long NsPerMs = 1_000_000;

    /// <summary>The parameters that say so.</summary>
    public static readonly Parameter[] Parameters = [Accepted.From, Accepted.To, Accepted.FromMs, Accepted.ToMs];

    /// <exception cref="RequestFaultException">The range ends before it begins, or is by two clocks.</exception>
    public static AskedTimes Read(RequestParameters request)
    {
        (long? from, long? to) = (Accepted.From.Read(request), Accepted.To.Read(request));
        (long? fromMs, long? toMs) = (Accepted.FromMs.Read(request), Accepted.ToMs.Read(request));
        if ((fromMs ?? toMs) is null)
        {
            return from > to
                ? throw Fault.BadParameter(Accepted.To.Name, $"to={to} is before from={from}. Both are nanoseconds since the run's start.")
                : new AskedTimes(from, to, false);
        }

        if ((from ?? to) is not null)
        {
            throw Fault.BadParameter(Accepted.FromMs.Name, "from and to count from a run's start, fromMs and toMs from the Unix epoch: give times by one clock.");
        }

        return fromMs > toMs
            ? throw Fault.BadParameter(Accepted.ToMs.Name, string.Create(CultureInfo.InvariantCulture, $"toMs={toMs} is before fromMs={fromMs}. Both are milliseconds since the Unix epoch."))
            : new AskedTimes(fromMs * NsPerMs, toMs * NsPerMs, true);
    }

    /// <summary>The same since a run's start.</summary>
    public (long? FromNs, long? ToNs) Of(StoredRun run) => !IsWallClock ? (FromNs, ToNs)
        : (Since(run, FromNs), Since(run, ToNs));

    /// <summary>The same since the start of a run of the store. Of one that is not there nothing is asked, so its times are none.</summary>
    public (long? FromNs, long? ToNs) Of(StoreView store, long runId, CancellationToken cancellation) =>
        !IsWallClock ? (FromNs, ToNs)
        : store.GetRuns(cancellation).FirstOrDefault(run => run.RunId == runId) is { } run ? Of(run) : (null, null);

    /// <summary>Whether a run has anything in the range by the clock on the wall.</summary>
    public bool Meets(StoredRun run) =>
        !IsWallClock || ((ToNs is null || ToNs > run.StartNs) && (FromNs is null || (Int128)run.StartNs + run.LastNs >= FromNs));

    // Before a run's start nothing of it happened.
    private static long? Since(StoredRun run, long? unixNs) => unixNs is { } ns ? (long)Int128.Clamp((Int128)ns - run.StartNs, 0, long.MaxValue) : null;
}
