using System.Collections.Concurrent;

namespace Ojo.Explorer.Stores;

/// <summary>A few threads that queries run on, one each, and a bounded queue before them.</summary>
/// <remarks>
/// A query computes or waits for the disk for up to seconds. On the thread pool a handful of slow ones would hold up
/// every request; here they hold up each other only, and never more run at once than there are threads.
/// </remarks>
internal sealed class QueryThreads : IDisposable
{
    public const int MaxQueued = 256;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<Action> _queue = new(new ConcurrentQueue<Action>(), MaxQueued);
    private readonly Thread[] _threads;
    private readonly CollectionPace? _pace;

    /// <param name="count">How many threads.</param>
    /// <param name="pace">When to collect what queries leave behind; null leaves it to the runtime.</param>
    public QueryThreads(int count, CollectionPace? pace = null)
    {
        _pace = pace;
        _threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = "ojo query" };
            _threads[i].Start();
        }
    }

    /// <summary>Runs a query on the next free thread; null where the queue is full, and the query is then never run.</summary>
    /// <remarks>The task ends when the query does: one that is no longer wanted must notice by itself.</remarks>
    public Task<T>? TryRun<T>(Func<T> query)
    {
        TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.TryAdd(Run) ? completion.Task : null;

        void Run()
        {
            try
            {
                completion.SetResult(query());
            }
            // Whatever went wrong belongs to whoever asked.
#pragma warning disable CA1031
            catch (Exception exception)
#pragma warning restore CA1031
            {
                completion.SetException(exception);
            }
        }
    }

    /// <summary>Lets the queries that are queued end, and the threads with them. Their requests must have been aborted before.</summary>
    /// <remarks>A query that does not notice is left behind: it keeps its lease of the store, and its thread does not keep the process.</remarks>
    public void Dispose()
    {
        _queue.CompleteAdding();
        if (_threads.All(static thread => thread.Join(s_patience)))
        {
            _queue.Dispose();
        }
    }

    private void Work()
    {
        foreach (Action query in _queue.GetConsumingEnumerable())
        {
            query();
            _pace?.QueryEnded();
        }
    }
}
