namespace Ojo.Explorer.Stores;

/// <summary>A store that is open, and how many use it. Guarded by its <see cref="StoreSource"/>.</summary>
internal sealed class OpenStore(StoreView view)
{
    /// <summary>The store.</summary>
    public StoreView View { get; } = view;

    /// <summary>How many leases are out.</summary>
    public int Leases { get; set; }

    /// <summary>Whether nobody else may get it.</summary>
    public bool Retired { get; set; }
}
