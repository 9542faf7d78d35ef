using Ojo.Format;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists where events were lost.</summary>
internal static class GapsQuery
{
    public static IReadOnlyList<Gap> Run(ReaderConnection connection, long? runId)
    {
        Statement rows = connection.Prepare("""
            SELECT run, from_ns, to_ns, cause, events FROM ojo_gap WHERE ?1 IS NULL OR run = ?1 ORDER BY run, from_ns, id
            """).Bind(1, runId);
        var gaps = new List<Gap>();
        while (rows.Step())
        {
            gaps.Add(new Gap(rows.Int64(0), rows.Int64(1), rows.Int64(2), (DropCause)rows.Int64(3), rows.Int64(4)));
        }

        return gaps;
    }
}
