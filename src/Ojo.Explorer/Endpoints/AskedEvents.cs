using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary>Which events a request is about.</summary>
internal static class AskedEvents
{
    /// <summary>The parameters that say so.</summary>
    public static readonly Parameter[] Parameters = [Accepted.Flow, Accepted.Run, Accepted.Service, Accepted.Types, .. AskedTimes.Parameters, Accepted.Where, Accepted.Filter];

    /// <exception cref="RequestFaultException">They say nothing that could be.</exception>
    public static EventSelection Read(RequestParameters request)
    {
        AskedTimes times = AskedTimes.Read(request);
        EventSelection events = new()
        {
            Flow = Accepted.Flow.Read(request),
            RunId = Accepted.Run.Read(request),
            Types = Accepted.Types.Read(request),
            FromNs = times.FromNs,
            ToNs = times.ToNs,

            // Which there are, the store knows.
            WallClockRuns = times.IsWallClock ? [] : null,
            Tests = Accepted.Where.Read(request),
            Filter = Accepted.Service.Narrow(request, Accepted.Filter),
        };
        MustAgree(events.Flow, events.RunId);
        return events;
    }

    /// <exception cref="RequestFaultException">The flow is of another run.</exception>
    public static void MustAgree(FlowKey? flow, long? run)
    {
        if (flow is { } key && run is not null && key.RunId != run)
        {
            throw Fault.BadParameter(Accepted.Flow.Name, $"flow={key} is of run {key.RunId}, not of run {run}. Leave run out, or make both the same.");
        }
    }

    /// <summary>Asks about some events. That there are none must mean just that, not that a name was mistyped.</summary>
    public static T Ask<T>(StoreView store, EventSelection events, Func<EventSelection, T> ask, CancellationToken cancellation)
    {
        Check(store, events.RunId, events.Types, events.Tests, cancellation);
        if (events.WallClockRuns is not null)
        {
            long? only = events.Flow?.RunId ?? events.RunId;
            events = events with { WallClockRuns = [.. store.GetRuns(cancellation).Where(run => only is null || run.RunId == only)] };
        }

        return events.Flow is { } flow ? FlowRun.Ask(store, flow, () => ask(events), cancellation) : ask(events);
    }

    /// <exception cref="RequestFaultException">A run, a type or a field is not in the store.</exception>
    public static void Check(StoreView store, long? run, IReadOnlyList<string> asked, IReadOnlyList<FieldTest> tests, CancellationToken cancellation)
    {
        RunCheck.MustExist(store, Accepted.Run.Name, run, cancellation);
        if (asked.Count == 0 && tests.Count == 0)
        {
            return;
        }

        EventTypeNames names = store.GetEventTypes(cancellation);
        IReadOnlyList<StoredEventType> types = asked.Count == 0
            ? names.All
            : [.. asked.SelectMany(word => names.Resolve(Accepted.Types.Name, word))];
        string owner = asked.Count == 0 ? "No event type of this store" : "None of the event types asked for";
        foreach (FieldTest test in tests)
        {
            EventTypeNames.CheckField(Accepted.Where.Name, test.Field, types, owner);
        }
    }
}
