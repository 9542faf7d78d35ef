using System.Diagnostics;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>How much memory a statement has taken, and whether that is too much.</summary>
/// <remarks>
/// SQLite counts what the whole process takes of it and can refuse more than a given amount, but does not say for whom. So:
/// <list type="bullet">
/// <item>While all statements together have taken less than half of what one may take, nobody can have taken too much, and all
/// run at once.</item>
/// <item>Beyond that they take turns of some milliseconds: whatever is taken during a turn is the statement's whose turn it is,
/// and it may take the other half.</item>
/// <item>Between two looks, and while a statement is prepared, there is a ceiling for the process: what was there before, what
/// the running statements may take, and room for everybody else. It is there while a statement runs, and then gone.</item>
/// </list>
/// Safe to use from any number of threads; an instance is for the thread that runs the statement.
/// </remarks>
internal sealed class SqlMemory : IDisposable
{
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(5);
    private static readonly Lock s_lock = new();
    private static readonly SemaphoreSlim s_turns = new(1, 1);
    private static int s_running;
    private static long s_allowed;
    private static long s_before;
    private static (long Soft, long Hard) s_limitsBefore;

    /// <summary>What page caches of readers and a writer in this process may come to want meanwhile.</summary>
    public const long RoomForOthers = 128 << 20;

    private readonly long _most;
    private bool _hasTurn;
    private long _turnBegan;
    private long _counted;
    private long _taken;

    /// <param name="most">How many bytes the statement may take.</param>
    public SqlMemory(long most)
    {
        _most = most;
        lock (s_lock)
        {
            s_allowed += most;
            long used = Db.sqlite3_memory_used();
            if (s_running++ == 0)
            {
                s_before = used;
                s_limitsBefore = (Db.sqlite3_soft_heap_limit64(-1), Db.sqlite3_hard_heap_limit64(-1));
            }

            long ceiling = used + s_allowed + RoomForOthers;
            _ = Db.sqlite3_hard_heap_limit64(s_limitsBefore.Hard > 0 ? Math.Min(s_limitsBefore.Hard, ceiling) : ceiling);
        }
    }

    /// <summary>Whether the statement took too much.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>Looks at what the statement has taken by now. Waits for the statement's turn where it needs one.</summary>
    /// <returns>False where it must end.</returns>
    public bool Check(CancellationToken cancellation)
    {
        long used = Db.sqlite3_memory_used();
        if (!_hasTurn)
        {
            return used - Interlocked.Read(ref s_before) <= _most / 2 || TakeTurn(cancellation);
        }

        Count(used);
        if (IsExceeded)
        {
            return false;
        }

        if (Stopwatch.GetElapsedTime(_turnBegan) < s_turn)
        {
            return true;
        }

        EndTurn();
        return TakeTurn(cancellation);
    }

    /// <summary>Says that the statement takes nothing for a while, because it waits for somebody.</summary>
    public void EndTurn()
    {
        if (_hasTurn)
        {
            Count(Db.sqlite3_memory_used());
            _hasTurn = false;
            s_turns.Release();
        }
    }

    public void Dispose()
    {
        EndTurn();
        lock (s_lock)
        {
            s_allowed -= _most;
            if (--s_running == 0)
            {
                _ = Db.sqlite3_hard_heap_limit64(s_limitsBefore.Hard);
                _ = Db.sqlite3_soft_heap_limit64(s_limitsBefore.Soft);
            }
        }
    }

    private void Count(long used)
    {
        _taken = Math.Max(0, _taken + used - _counted);
        _counted = used;
        IsExceeded |= _taken > _most / 2;
    }

    private bool TakeTurn(CancellationToken cancellation)
    {
        try
        {
            // Whoever waits asynchronously is served in order, which makes turns of it.
            s_turns.WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        _hasTurn = true;
        _turnBegan = Stopwatch.GetTimestamp();
        _counted = Db.sqlite3_memory_used();
        return true;
    }
}
