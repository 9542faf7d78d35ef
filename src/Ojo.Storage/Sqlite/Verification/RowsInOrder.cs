namespace Ojo.Storage.Sqlite.Verification;

/// <summary>Rows in order of the event that they belong to, taken one event after the other.</summary>
/// <remarks>The first column is the event's id.</remarks>
internal sealed class RowsInOrder : IDisposable
{
    private readonly Statement _rows;
    private bool _isThere;

    public RowsInOrder(Statement rows)
    {
        _rows = rows;
        _isThere = rows.Step();
    }

    /// <summary>The event that the current row belongs to; the greatest number after the last row.</summary>
    public long Event => _isThere ? _rows.Int64(0) : long.MaxValue;

    /// <summary>The current row.</summary>
    public Statement Row => _rows;

    public void GoOn() => _isThere = _rows.Step();

    public void Dispose() => _rows.Dispose();
}
