using Ojo.Explorer.Faults;
using Ojo.Storage;
using Ojo.Storage.Shards;

namespace Ojo.Explorer.Stores;

/// <summary>The stores that an explorer shows: its own, and, where it was not started for one tenant, those of the tenants below it.</summary>
/// <remarks>Safe to use from any number of threads.</remarks>
internal sealed class TenantStores : IDisposable
{
    /// <summary>How many tenants' stores are kept open. Each has some connections and their page caches.</summary>
    public const int MostOpen = 8;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly LinkedList<(string Tenant, StoreSource Source)> _recent = new();
    private readonly Dictionary<string, LinkedListNode<(string Tenant, StoreSource Source)>> _byTenant = new(StringComparer.Ordinal);

    /// <param name="path">The store, below which those of its tenants are.</param>
    /// <param name="fixedTenant">The only tenant who is shown; null shows the store itself and all tenants.</param>
    /// <param name="own">The store that is shown where no tenant is named.</param>
    public TenantStores(string path, string? fixedTenant, StoreSource own)
    {
        (_path, Fixed, Own) = (path, fixedTenant, own);
    }

    /// <summary>The only tenant who is shown; null where any may be named.</summary>
    public string? Fixed { get; }

    /// <summary>The store that is shown where no tenant is named.</summary>
    public StoreSource Own { get; }

    /// <summary>Everybody who may be named, in order of name.</summary>
    public IReadOnlyList<string> List() => Fixed is null ? OjoStore.TenantsOf(_path) : [Fixed];

    /// <summary>A tenant's store; the explorer's own where none is named.</summary>
    /// <exception cref="RequestFaultException">It is no name, or nobody of that name is shown here.</exception>
    public StoreSource Of(string? tenant)
    {
        if (tenant is null)
        {
            return Own;
        }

        // Before anything else looks at it: a name becomes a path.
        if (TenantName.FindFault(tenant) is string fault)
        {
            throw Fault.BadTenant(fault);
        }

        if (tenant == Fixed)
        {
            return Own;
        }

        // Of a tenant who is not shown, nobody learns whether there is one.
        return Fixed is null && OjoStore.Exists(OjoStore.PathOf(_path, tenant)) ? Get(tenant) : throw Fault.UnknownTenant(tenant);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach ((_, StoreSource source) in _recent)
            {
                source.Dispose();
            }
        }
    }

    private StoreSource Get(string tenant)
    {
        lock (_lock)
        {
            if (_byTenant.Remove(tenant, out LinkedListNode<(string Tenant, StoreSource Source)>? known))
            {
                _recent.Remove(known);
            }
            else
            {
                string path = OjoStore.PathOf(_path, tenant);
                known = new((tenant, new StoreSource(path, () => OjoStore.OpenReader(path), () => OjoStore.Exists(path))));
            }

            _recent.AddFirst(known);
            _byTenant.Add(tenant, known);
            if (_recent.Count > MostOpen)
            {
                // Whoever is about to ask it opens it anew, and it is closed when the next tenants come.
                _recent.Last!.Value.Source.Close();
                _byTenant.Remove(_recent.Last.Value.Tenant);
                _recent.RemoveLast();
            }

            return known.Value.Source;
        }
    }
}
