using Ojo.Storage.Decoding;
using Ojo.Storage.Sqlite.Writing;
using Ojo.Storage.Sqlite.Writing.Compaction;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Passes over blocks in which no value can pass a query's tests, as their summaries say.</summary>
/// <remarks>
/// Looking all of a flow's summaries through costs as much as some blocks, so it is done only once a page has cost some
/// blocks already.
/// </remarks>
internal sealed class ValuePruning(ReaderConnection connection, StoredCatalogue catalogue, EventFilter filter, long flow, long longest)
{
    private const int BlocksBefore = 8;

    /// <summary>So few blocks are looked up one by one; where there are more, all blocks are gone through.</summary>
    private const int FewCandidates = 1000;

    private int _blocks;
    private HashSet<long>? _candidates;
    private bool _cannotSay = !filter.Tests.LookAtEvents;

    public bool MayMatch(StoredBlock block)
    {
        if (_cannotSay || !block.IsSummed || ++_blocks <= BlocksBefore)
        {
            return true;
        }

        _candidates ??= FindCandidates();
        return _cannotSay || _candidates.Contains(block.FirstId);
    }

    /// <summary>The only blocks with summaries that may match, if it is known by now and they are few; else null.</summary>
    public IReadOnlyCollection<long>? Candidates => !_cannotSay && _candidates is { Count: <= FewCandidates } few ? few : null;

    private HashSet<long> FindCandidates()
    {
        var candidates = new HashSet<long>();
        foreach (StoredKey key in catalogue.Keys.Values.Where(key => filter.Keys!.Contains(key.Id)))
        {
            if (key.SummedFrom > 0 || BoundsOf(key) is not (int number, double min, double max))
            {
                _cannotSay = true;
                break;
            }

            new FloorWalk(connection, flow, key.Id, number).Go(FloorBuilder.Top, filter.FirstNs - longest, Saturated.Add(filter.LastNs, 1), (row, floor) =>
            {
                bool mayMatch = row.Content.Max >= min && row.Content.Min <= max;
                if (mayMatch && floor == 0)
                {
                    candidates.Add(row.From.Block);
                }

                return mayMatch;
            });
        }

        return candidates;
    }

    /// <summary>The first thing that an event must pass of which the summaries say whether it can.</summary>
    private (int Number, double Min, double Max)? BoundsOf(StoredKey key)
    {
        foreach (EventClause clause in filter.Tests.Of(key.Id))
        {
            if (clause.Bounds is { } bounds && FieldSummary.Covers(key.Type.Descriptor, bounds.Number))
            {
                return bounds;
            }
        }

        return null;
    }
}
