using System.Diagnostics;
using Ojo.Storage.Queries;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Ends what a connection does when its time is up, when it takes too much, or when nobody wants it any more.</summary>
/// <remarks>Made, used and disposed on the thread that runs the statement.</remarks>
internal sealed class SqlWatch : IDisposable
{
    // Some thousand steps of SQLite's machine take well under a millisecond, and a look a hundredth of that.
    private const int StepsBetweenLooks = 4000;

    private static readonly TimeSpan s_mostTime = TimeSpan.FromDays(1);

    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _end;
    private readonly SqlMemory _memory;
    private readonly TimeSpan _time;
    private readonly long _began = Stopwatch.GetTimestamp();
    private CancellationTokenRegistration _interruption;

    public SqlWatch(SqlLimits limits, CancellationToken cancellation)
    {
        MustBe(limits.Rows > 0, nameof(limits.Rows));
        MustBe(limits.Bytes > 0, nameof(limits.Bytes));
        MustBe(limits.Memory > 0, nameof(limits.Memory));
        MustBe(limits.TemporaryFiles >= 0, nameof(limits.TemporaryFiles));
        MustBe(limits.Time > TimeSpan.Zero && limits.Time <= s_mostTime, nameof(limits.Time));
        cancellation.ThrowIfCancellationRequested();
        _cancellation = cancellation;
        _time = limits.Time;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _end.CancelAfter(limits.Time);
        _memory = new SqlMemory(limits.Memory);
        Files = new SqlFiles(limits.TemporaryFiles);
    }

    /// <summary>What the connection may open.</summary>
    public SqlFiles Files { get; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>Watches a connection.</summary>
    public void Begin(sqlite3 connection)
    {
        Db.sqlite3_progress_handler(connection, StepsBetweenLooks, static watch => ((SqlWatch)watch).MustEnd() ? 1 : 0, this);

        // Some single steps of the machine walk through whole tables: counting rows, for instance.
        _interruption = _end.Token.UnsafeRegister(static connection => Db.sqlite3_interrupt((sqlite3)connection!), connection);
    }

    /// <summary>Lets go of the connection, which may then be closed.</summary>
    public void End() => _interruption.Dispose();

    /// <summary>Says that the connection does nothing until its next call.</summary>
    public void Rest() => _memory.EndTurn();

    /// <summary>Opens and runs what is watched. A limit that is reached before there is a statement to be ended ends it all the same.</summary>
    public SqlResult Run(Func<SqlResult> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested || _memory.IsExceeded)
        {
            return new SqlResult(0, 0, Elapsed, FindReached(), []);
        }
    }

    /// <summary>The limit that has been reached, if one has.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants the answer any more.</exception>
    public SqlLimit FindReached()
    {
        _cancellation.ThrowIfCancellationRequested();
        return Files.IsExceeded ? SqlLimit.TemporaryFiles
            : _memory.IsExceeded ? SqlLimit.Memory
            : _end.IsCancellationRequested ? SqlLimit.Time
            : SqlLimit.None;
    }

    public void Dispose()
    {
        _interruption.Dispose();
        Files.Dispose();
        _memory.Dispose();
        _end.Dispose();
    }

    private static void MustBe(bool condition, string limit)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(limit, "A limit of a statement must be more than nothing, and its time a day at most.");
        }
    }

    private bool MustEnd()
    {
        // On a machine that is busy the timer that cancels comes late.
        if (Elapsed >= _time && !_end.IsCancellationRequested)
        {
            _end.Cancel();
        }

        return _end.IsCancellationRequested || !_memory.Check(_end.Token);
    }
}
