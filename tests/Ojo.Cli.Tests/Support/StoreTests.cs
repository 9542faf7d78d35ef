namespace Ojo.Cli.Tests.Support;

/// <summary>Tests that each have a <see cref="SmallStore"/> of their own.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    private SmallStore? _store;

    private protected SmallStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = await SmallStore.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
