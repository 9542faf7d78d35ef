using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Writes the ground floor of the pyramid: what each field did in each block.</summary>
internal sealed class SummaryWriter(sqlite3 connection) : IDisposable
{
    private readonly Statement _insert = new(connection, "INSERT INTO ojo_summary VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");

    /// <summary>Writes what a key's fields did in a block, and makes them ready for the next.</summary>
    public void Write(in BlockStart block, IngestKey key)
    {
        foreach (FieldSummary summary in key.Summaries)
        {
            if (summary.Count == 0)
            {
                continue;
            }

            double? last = summary.Last == summary.First ? null : summary.Last;
            double? min = summary.Min == Math.Min(summary.First, summary.Last) ? null : summary.Min;
            double? max = summary.Max == Math.Max(summary.First, summary.Last) ? null : summary.Max;
            double? sum = summary.Sum == summary.First * summary.Count || double.IsNaN(summary.Sum) ? null : summary.Sum;
            _insert.Bind(1, block.Flow).Bind(2, key.Id).Bind(3, summary.Number).Bind(4, summary.FirstNs).Bind(5, block.FirstId)
                .Bind(6, summary.LastNs - summary.FirstNs).Bind(7, summary.Count)
                .Bind(8, summary.First).Bind(9, last).Bind(10, min).Bind(11, max).Bind(12, sum).Bind(13, block.Moved)
                .Execute();
            summary.Clear();
        }
    }

    public void Dispose() => _insert.Dispose();
}
