using Ojo.Storage.Decoding;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Passes over blocks in which no value can pass a query's tests, as their summaries say.</summary>
/// <remarks>
/// Looking all of a flow's summaries through costs some milliseconds, so it is done only once a page has cost some
/// blocks already.
/// </remarks>
internal sealed class ValuePruning(ReaderConnection connection, StoredCatalogue catalogue, EventFilter filter, long flow, long longest)
{
    private const int BlocksBefore = 64;

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

            Statement rows = connection.Prepare("""
                SELECT block FROM ojo_summary
                WHERE flow = ?1 AND key = ?2 AND field = ?3 AND from_ns BETWEEN ?4 AND ?5
                  AND coalesce(max, max(first, coalesce(last, first))) >= ?6 AND coalesce(min, min(first, coalesce(last, first))) <= ?7
                """);
            rows.Bind(1, flow).Bind(2, key.Id).Bind(3, tested.Number).Bind(4, filter.FirstNs - longest).Bind(5, filter.LastNs)
                .Bind(6, min).Bind(7, max);
            while (rows.Step())
            {
                candidates.Add(rows.Int64(0));
            }
        }

        return candidates;
    }
}
