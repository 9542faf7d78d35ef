using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Runs the writer's transactions, and counts them where readers can see it.</summary>
/// <remarks>
/// <c>change</c> counts every transaction that changed what the store says, <c>catalogue</c> those that changed event types, keys or
/// runs. Both are part of the transaction, so a reader that sees the number sees the content.
/// </remarks>
internal sealed class WriteTransactions(sqlite3 connection, bool isDurable) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollback = new(connection, "ROLLBACK");
    private readonly Statement _count = new(connection, "UPDATE ojo_store SET value = value + 1 WHERE name = ?1");
    private readonly Statement _touch = new(connection, "INSERT INTO ojo_store VALUES ('waited', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1");
    private readonly Statement _catalogue = new(connection, "SELECT value FROM ojo_store WHERE name = 'catalogue'");
    private long _catalogueSeen = -1;

    /// <summary>Runs <paramref name="body"/> in a transaction, which is undone where it throws.</summary>
    /// <param name="body">What to do.</param>
    /// <param name="foreignChange">Called first where another writer has changed event types since the last call.</param>
    public T Run<T>(Func<StoreChange, T> body, Action foreignChange)
    {
        _begin.Execute();
        try
        {
            long catalogue = _catalogue.Scalar() ?? 0;
            if (catalogue != _catalogueSeen)
            {
                foreignChange();
            }

            var change = new StoreChange();
            T result = body(change);
            if (change.Nothing)
            {
                if (change.OnlyLayout)
                {
                    _rollback.Execute();
                }
                else
                {
                    EndWithoutChange();
                }

                _catalogueSeen = catalogue;
                return result;
            }

            if (!change.OnlyLayout)
            {
                _count.Bind(1, "change").Execute();
            }

            if (change.Catalogue)
            {
                _count.Bind(1, "catalogue").Execute();
                catalogue++;
            }

            _commit.Execute();
            _catalogueSeen = catalogue;
            return result;
        }
        catch
        {
            _catalogueSeen = -1;

            // SQLite has rolled back by itself after some errors, a full disk among them.
            if (raw.sqlite3_get_autocommit(connection) == 0)
            {
                _rollback.Execute();
            }

            throw;
        }
    }

    public void Dispose()
    {
        _touch.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _count.Dispose();
        _catalogue.Dispose();
    }

    /// <summary>
    /// Ends a transaction that changes nothing. What it found done may have been done by somebody who did not wait for the
    /// disk: a commit that does brings that there too.
    /// </summary>
    private void EndWithoutChange()
    {
        if (!isDurable)
        {
            _rollback.Execute();
            return;
        }

        _touch.Execute();
        _commit.Execute();
    }
}
