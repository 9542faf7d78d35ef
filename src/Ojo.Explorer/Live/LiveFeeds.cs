using Microsoft.Extensions.Logging;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Live;

/// <summary>A feed for each store that somebody has listened to. One that nobody listens to looks at nothing.</summary>
internal sealed class LiveFeeds(TenantStores stores, TimeProvider time, ILogger<LiveFeed> log) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LiveFeed> _byTenant = new(StringComparer.Ordinal);

    /// <summary>The feed of a tenant's store; of the explorer's own where none is named.</summary>
    /// <exception cref="Faults.RequestFaultException">It is no name, or nobody of that name is shown here.</exception>
    public LiveFeed Of(string? tenant)
    {
        StoreSource source = stores.Of(tenant);
        string name = source == stores.Own ? "" : tenant!;
        lock (_lock)
        {
            if (!_byTenant.TryGetValue(name, out LiveFeed? feed))
            {
                _byTenant.Add(name, feed = new LiveFeed(source, time, log));
            }

            return feed;
        }
    }

    /// <summary>Ends the looking, whoever still listens.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (LiveFeed feed in _byTenant.Values)
            {
                feed.Dispose();
            }
        }
    }
}
