namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Says cheaply whether the store has changed.</summary>
/// <remarks>
/// <c>PRAGMA data_version</c> is a look at shared memory, but its numbers mean something to one connection only; so it
/// decides whether the store's own count of changes, which survives restarts, must be read again.
/// </remarks>
internal sealed class StoreVersion(string path) : IDisposable
{
    private readonly ReaderConnection _connection = new(path);
    private readonly Lock _lock = new();
    private long _dataVersion = -1;
    private long _change;

    /// <summary>Whether the file is still where it was opened.</summary>
    public bool IsCurrent
    {
        get
        {
            lock (_lock)
            {
                return !_connection.HasMoved;
            }
        }
    }

    public long Get()
    {
        lock (_lock)
        {
            long dataVersion = _connection.Prepare("PRAGMA data_version").Scalar() ?? 0;
            if (dataVersion != _dataVersion)
            {
                _change = _connection.Prepare("SELECT value FROM ojo_store WHERE name = 'change'").Scalar() ?? 0;
                _dataVersion = dataVersion;
            }

            return _change;
        }
    }

    public void Dispose() => _connection.Dispose();
}
