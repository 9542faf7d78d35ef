namespace Ojo.Explorer.Tests.Support;

/// <summary>A test with a store of its own and an explorer that looks at it.</summary>
public abstract class TraceStoreTest : IAsyncLifetime
{
    private RunningExplorer? _explorer;

    private protected TraceStore Store { get; } = new();

    private protected RunningExplorer Explorer => _explorer ?? throw new InvalidOperationException("The explorer is there once the test runs.");

    public async ValueTask InitializeAsync()
    {
        Fill(Store);
        _explorer = await RunningExplorer.StartAsync(Store.DatabasePath);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_explorer is not null)
        {
            await _explorer.DisposeAsync();
        }

        Store.Dispose();
    }

    /// <summary>Gives the store what it has before the explorer is started.</summary>
    private protected virtual void Fill(TraceStore store)
    {
    }
}
