using Microsoft.Extensions.Logging;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;

namespace Ojo.Explorer.Live;

/// <summary>Looks at the store's version a few times a second while anybody listens, and tells all of them.</summary>
/// <remarks>One look serves every listener. Safe to use from any number of threads.</remarks>
internal sealed partial class LiveFeed(StoreSource source, TimeProvider time, ILogger<LiveFeed> log) : IDisposable
{
    /// <summary>How long a change may go unnoticed; at most four are told a second.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private TaskCompletionSource<LiveState> _next = NewNext();
    private CancellationTokenSource? _looking;
    private LiveState? _current;
    private int _listeners;

    /// <summary>Begins to listen; dispose what is returned to end it. Null where so many listen already.</summary>
    public LiveListener? TryListen(int most)
    {
        lock (_lock)
        {
            if (_listeners == most)
            {
                return null;
            }

            if (_listeners++ == 0)
            {
                _current = null;
                CancellationTokenSource looking = _looking = new CancellationTokenSource();
                _ = Task.Run(() => LookAsync(looking));
            }

            return new LiveListener(this);
        }
    }

    /// <summary>The state now if it is not the one that the listener knows, else the next one.</summary>
    public Task<LiveState> After(LiveState? known)
    {
        lock (_lock)
        {
            return _current is { } current && !ReferenceEquals(current, known) ? Task.FromResult(current) : _next.Task;
        }
    }

    /// <summary>Ends one listening.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_listeners == 0)
            {
                _looking?.Cancel();
                _looking = null;
            }
        }
    }

    /// <summary>Ends the looking, whoever still listens.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _looking?.Cancel();
            _looking = null;
        }
    }

    private async Task LookAsync(CancellationTokenSource looking)
    {
        using (looking)
        {
            string? version = null;
            using PeriodicTimer timer = new(s_interval, time);
            try
            {
                do
                {
                    Look(looking.Token, ref version);
                }
                while (await timer.WaitForNextTickAsync(looking.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                // Nobody listens any more.
            }
        }
    }

    private void Look(CancellationToken cancellation, ref string? version)
    {
        LiveState? state = null;
        try
        {
            state = ReadIfChanged(cancellation, ref version);
        }
        catch (StoreUnavailableException exception)
        {
            version = null;
            state = new LiveState(null, new LiveWaiting(source.Explain(exception)));
        }
        // A look that failed must not be the last.
#pragma warning disable CA1031
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailedLook(exception);
        }

        if (state is not null)
        {
            Publish(state, cancellation);
        }
    }

    private LiveState? ReadIfChanged(CancellationToken cancellation, ref string? version)
    {
        using StoreLease lease = source.Acquire();
        try
        {
            string now = lease.View.GetVersion();
            if (now == version)
            {
                return null;
            }

            LiveChange change = LiveChange.Of(now, lease.View.Reader.GetStatistics(cancellation));
            version = now;
            return new LiveState(change, null);
        }
        catch (StoreUnavailableException)
        {
            lease.GiveUp();
            throw;
        }
    }

    private void Publish(LiveState state, CancellationToken cancellation)
    {
        lock (_lock)
        {
            // A look that began for listeners who have left must not speak to those of the next.
            if (!cancellation.IsCancellationRequested && !state.Equals(_current))
            {
                _current = state;
                TaskCompletionSource<LiveState> next = _next;
                _next = NewNext();
                next.SetResult(state);
            }
        }
    }

    private static TaskCompletionSource<LiveState> NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Error, "The store could not be looked at for changes.")]
    private partial void LogFailedLook(Exception exception);
}
