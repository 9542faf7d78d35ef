using Ojo.Storage;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;

namespace Ojo.Cli.Tail;

/// <summary>Shows the events that come into a store, whoever writes it, and also when another store takes its place.</summary>
/// <param name="path">The store, which need not be there yet.</param>
/// <param name="filter">Which events.</param>
/// <param name="show">Shows an event, its run, and what it is to a protocol engineer.</param>
/// <param name="say">Told in a sentence what is being waited for.</param>
internal sealed class StoreFollower(string path, Filter filter, Action<EventRow, StoredRun, EventRole> show, Action<string> say) : IDisposable
{
    private const int PageSize = 5000;

    // So many are put into order of time across runs; of more, one run comes after the other.
    private const int MostSorted = 50_000;

    // Whoever asks for the newest events means those of programs that ran of late.
    private const int MostRunsAtFirst = 50;

    private const int MostAttempts = 5;

    private readonly Dictionary<RunName, RunPlace> _places = [];
    private readonly List<(EventRow Event, StoredRun Run)> _found = [];
    private Dictionary<int, EventRole> _roles = [];
    private IStoreReader? _store;
    private long _version = -1;
    private bool _isKnown;
    private bool _isWaiting;
    private string? _missing;

    /// <summary>Shows the newest events that are there; <see cref="Look"/> goes on after them.</summary>
    /// <exception cref="FilterException">The filter asks for what the store does not know.</exception>
    public void Begin(int newest, CancellationToken cancellation)
    {
        if (!TryOpen())
        {
            return;
        }

        // What came in between would count as shown, and was not.
        for (int attempt = 0; attempt < MostAttempts && _store!.GetVersion() != _version; attempt++)
        {
            _version = _store.GetVersion();
            FindNewest(newest, cancellation);
        }

        Show();
    }

    /// <summary>Shows what has come since the last look.</summary>
    /// <exception cref="FilterException">The filter asks for what no store knows that was there.</exception>
    public void Look(CancellationToken cancellation)
    {
        if (!TryOpen())
        {
            return;
        }

        try
        {
            long version = _store!.GetVersion();
            if (version != _version)
            {
                foreach (StoredRun run in RunsOf(cancellation))
                {
                    LookAt(run, cancellation);
                }

                _version = version;
            }
        }
        catch (FilterException) when (_isKnown)
        {
            // Another store, into which the types have not come yet.
        }
        catch (StoreUnavailableException exception)
        {
            WaitFor(exception.Message);
        }

        Order();
        Show();
    }

    public void Dispose() => _store?.Dispose();

    private void FindNewest(int newest, CancellationToken cancellation)
    {
        _found.Clear();
        IReadOnlyList<StoredRun> runs = RunsOf(cancellation);
        foreach (StoredRun run in runs)
        {
            RunPlace place = new();
            place.End(run);
            GoThrough(run, place, static (_, _) => { }, cancellation);
            _places[RunName.Of(run)] = place;
        }

        foreach (StoredRun run in runs.OrderByDescending(static run => run.StartNs + run.LastNs).Take(newest == 0 ? 0 : MostRunsAtFirst))
        {
            EventQuery query = new() { RunId = run.RunId, ToNs = run.LastNs + 1, Filter = filter, Descending = true, Limit = newest };
            _found.AddRange(_store!.GetEvents(query, cancellation).Events.Select(one => (one, run)));
        }

        Order();
        _found.RemoveRange(0, Math.Max(0, _found.Count - newest));
    }

    private bool TryOpen()
    {
        if (_store is { IsCurrent: false })
        {
            Close();
        }

        try
        {
            if (_store is null && !OjoStore.Exists(path))
            {
                WaitFor($"There is no {path} yet; waiting for it.");
                return false;
            }

            _store ??= OjoStore.OpenReader(path);
            _isWaiting = false;
            return true;
        }
        catch (StoreUnavailableException exception)
        {
            WaitFor(exception.Message);
            return false;
        }
    }

    private void WaitFor(string sentence)
    {
        Close();
        if (!_isWaiting)
        {
            say(sentence);
        }

        _isWaiting = true;
    }

    private void Close()
    {
        _store?.Dispose();
        (_store, _version, _roles) = (null, -1, []);
    }

    /// <summary>The runs, in order of start. Where there are any, the filter has been held against what the store knows.</summary>
    private IReadOnlyList<StoredRun> RunsOf(CancellationToken cancellation)
    {
        IReadOnlyList<StoredRun> runs = _store!.GetRuns(cancellation);
        if (!_isKnown && runs.Count > 0)
        {
            new FilterCatalogue(_store.GetEventTypes(cancellation), runs).Check(filter);
            _isKnown = true;
        }

        return runs;
    }

    private void LookAt(StoredRun run, CancellationToken cancellation)
    {
        if (!_places.TryGetValue(RunName.Of(run), out RunPlace? place))
        {
            _places.Add(RunName.Of(run), place = new RunPlace());
        }

        if (place.Events == run.Events)
        {
            return;
        }

        GoThrough(run, place, Find, cancellation);
        place.End(run);
    }

    private void GoThrough(StoredRun run, RunPlace place, Action<EventRow, StoredRun> find, CancellationToken cancellation)
    {
        EventQuery query = new() { RunId = run.RunId, FromNs = place.FromNs, Filter = filter, Limit = PageSize };
        place.Begin();
        for (string? cursor = ""; cursor is not null;)
        {
            EventPage page = _store!.GetEvents(query with { Cursor = cursor.Length == 0 ? null : cursor }, cancellation);
            foreach (EventRow one in page.Events.Where(place.Pass))
            {
                find(one, run);
            }

            if (page.Missing is [{ } part, ..] && _missing != part.Name)
            {
                _missing = part.Name;
                say($"A part of the store could not be read: {part.Name}: {part.Reason}");
            }

            cursor = page.NextCursor;
        }
    }

    private void Find(EventRow one, StoredRun run)
    {
        _found.Add((one, run));
        if (_found.Count == MostSorted)
        {
            Order();
            Show();
        }
    }

    private void Order() => _found.Sort(static (left, right) =>
        ((Int128)left.Run.StartNs + left.Event.TNs, left.Run.RunId, left.Event.Id).CompareTo(((Int128)right.Run.StartNs + right.Event.TNs, right.Run.RunId, right.Event.Id)));

    private void Show()
    {
        foreach ((EventRow one, StoredRun run) in _found)
        {
            show(one, run, RoleOf(one));
        }

        _found.Clear();
    }

    private EventRole RoleOf(EventRow one)
    {
        if (_roles.TryGetValue(one.TypeKey, out EventRole role) || _store is null)
        {
            return role;
        }

        _roles = _store.GetEventTypes().ToDictionary(static type => type.TypeKey, static type => type.Descriptor?.Role ?? EventRole.None);
        return _roles.GetValueOrDefault(one.TypeKey);
    }
}
