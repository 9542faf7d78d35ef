namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Which files a statement's connection may open: the store's until it is sealed, then temporary ones up to a size.</summary>
/// <remarks>Holds for the thread that made it, until it is disposed; one that is made meanwhile holds instead until then.</remarks>
internal sealed class SqlFiles : IDisposable
{
    [ThreadStatic]
    private static SqlFiles? t_current;

    private readonly SqlFiles? _outer;
    private readonly long _most;
    private long _size;

    /// <param name="most">How many bytes all temporary files together may have.</param>
    public SqlFiles(long most)
    {
        _most = most;
        _outer = t_current;
        t_current = this;
    }

    /// <summary>What holds for this thread.</summary>
    public static SqlFiles? Current => t_current;

    /// <summary>Whether only temporary files may be opened from now on.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>Whether temporary files would have become too large.</summary>
    public bool IsExceeded { get; private set; }

    public void Seal() => IsSealed = true;

    /// <summary>Takes room for a temporary file.</summary>
    /// <returns>False where there is not so much.</returns>
    public bool TryGrow(long bytes)
    {
        if (bytes > _most - _size)
        {
            IsExceeded = true;
            return false;
        }

        _size += bytes;
        return true;
    }

    public void Shrink(long bytes) => _size -= bytes;

    public void Dispose() => t_current = _outer;
}
