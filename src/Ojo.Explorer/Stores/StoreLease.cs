namespace Ojo.Explorer.Stores;

/// <summary>The right to use a store until it is disposed.</summary>
internal sealed class StoreLease(StoreSource source, OpenStore store) : IDisposable
{
    private bool _returned;

    /// <summary>The store.</summary>
    public StoreView View => store.View;

    /// <summary>Says that the store turned out to be unreadable: whoever asks next opens it anew.</summary>
    public void GiveUp() => source.Retire(store);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_returned)
        {
            _returned = true;
            source.Release(store);
        }
    }
}
