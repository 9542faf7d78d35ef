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
    private bool _cannotSay = !filter.Tests.Any;

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
            FieldPredicate? tested = filter.Tests.Of(key.Id)
                .FirstOrDefault(test => test.Bounds is not null && FieldSummary.Covers(key.Type.Descriptor, test.Number));
            if (tested?.Bounds is not (double min, double max) || key.SummedFrom > 0)
            {
                _cannotSay = true;
                break;
            }

            new FloorWalk(connection, flow, key.Id, tested.Number).Go(FloorBuilder.Top, filter.FirstNs - longest, Saturated.Add(filter.LastNs, 1), (row, floor) =>
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
}
