namespace Ojo.Explorer.Live;

/// <summary>One who listens to a <see cref="LiveFeed"/>.</summary>
internal sealed class LiveListener(LiveFeed feed) : IDisposable
{
    private LiveState? _known;
    private bool _left;

    /// <summary>The next state that this listener does not know. States in between are left out.</summary>
    public async Task<LiveState> NextAsync(CancellationToken cancellation) =>
        _known = await feed.After(_known).WaitAsync(cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_left)
        {
            _left = true;
            feed.Leave();
        }
    }
}
