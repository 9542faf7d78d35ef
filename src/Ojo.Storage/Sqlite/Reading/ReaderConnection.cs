using SQLitePCL;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A connection that reads, with the statements that it has prepared. For one thread at a time.</summary>
internal sealed class ReaderConnection : IDisposable
{
    // Some thousand steps of SQLite's machine are well under a millisecond: soon enough to stop, too rare to be felt.
    private const int StepsBetweenChecks = 4000;

    // Queries write the keys that they want into their text, so there is no end to the texts.
    private const int MaxStatements = 200;

    private readonly StoreConnection _connection;
    private readonly Dictionary<string, Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _end;
    private CancellationToken _cancellation;
    private TimeAllowance? _allowance;

    public ReaderConnection(string path)
    {
        _connection = StoreConnection.OpenToRead(path);
        Handle = _connection.Handle;
        _begin = new Statement(Handle, "BEGIN");
        _end = new Statement(Handle, "COMMIT");
        raw.sqlite3_progress_handler(Handle, StepsBetweenChecks, IsCancelled, this);
    }

    public sqlite3 Handle { get; }

    public bool HasMoved => _connection.HasMoved;

    /// <summary>The statement of this text, ready to be bound. Whoever stops before its last row resets it.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
        {
            statement = new Statement(Handle, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>From here until <see cref="End"/> the store stands still for this connection.</summary>
    public void Begin(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _begin.Execute();
    }

    /// <summary>From here until <see cref="End"/> statements are interrupted when the time is up.</summary>
    public void Interrupt(TimeAllowance allowance) => _allowance = allowance;

    /// <summary>Whether a statement was interrupted because the time was up, and not by whoever asked.</summary>
    public bool IsTimeUp => _allowance is { IsUp: true } && !_cancellation.IsCancellationRequested;

    public void End()
    {
        _cancellation = default;
        _allowance = null;
        foreach (Statement statement in _statements.Values)
        {
            statement.Reset();
        }

        if (_statements.Count > MaxStatements)
        {
            DisposeStatements();
        }

        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            _end.Execute();
        }
    }

    public void Dispose()
    {
        DisposeStatements();
        _begin.Dispose();
        _end.Dispose();
        _connection.Dispose();
    }

    private void DisposeStatements()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }

    private static int IsCancelled(object connection)
    {
        var asked = (ReaderConnection)connection;
        return asked._cancellation.IsCancellationRequested || asked._allowance is { IsUp: true } ? 1 : 0;
    }
}
