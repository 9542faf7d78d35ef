using Ojo.Storage;

namespace Ojo.Explorer.Stores;

/// <summary>Opens the store as soon as there is one, and again where its file was removed or became unreadable.</summary>
/// <remarks>Safe to use from any number of threads.</remarks>
internal sealed class StoreSource : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly Func<IStoreReader> _open;
    private readonly Func<bool> _exists;
    private OpenStore? _current;
    private bool _disposed;

    /// <param name="path">The store's file.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="exists">Whether it is there.</param>
    public StoreSource(string path, Func<IStoreReader> open, Func<bool> exists)
    {
        _path = path;
        Name = Path.GetFileName(path);
        _open = open;
        _exists = exists;
    }

    /// <summary>The store's file name. Its directory is nobody's business but the server's.</summary>
    public string Name { get; }

    /// <summary>Whether there is a store now.</summary>
    public bool Exists => _exists();

    /// <summary>What a client is told of why the store cannot be read: not where on this machine it is.</summary>
    public string Explain(StoreUnavailableException exception) => exception.Message.Replace(_path, Name, StringComparison.Ordinal);

    /// <summary>The store, to be given back by <see cref="StoreLease.Dispose"/>.</summary>
    /// <exception cref="StoreUnavailableException">There is none yet, or it cannot be read.</exception>
    public StoreLease Acquire()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_exists())
            {
                Retire();
                throw new StoreUnavailableException(
                    $"Waiting for {Name}: there is no such file yet. It appears when the watcher takes in the first traces.");
            }

            _current ??= new OpenStore(new StoreView(_open()));
            _current.Leases++;
            return new StoreLease(this, _current);
        }
    }

    /// <summary>Closes the store as soon as nobody uses it; the next to ask opens it anew.</summary>
    public void Retire(OpenStore store)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_current, store))
            {
                Retire();
            }
        }
    }

    /// <summary>Closes the store as soon as nobody uses it; the next to ask opens it anew.</summary>
    public void Close()
    {
        lock (_lock)
        {
            Retire();
        }
    }

    /// <summary>Gives a lease back.</summary>
    public void Release(OpenStore store)
    {
        lock (_lock)
        {
            store.Leases--;
            CloseIfUnused(store);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Retire();
        }
    }

    private void Retire()
    {
        if (_current is { } store)
        {
            _current = null;
            store.Retired = true;
            CloseIfUnused(store);
        }
    }

    private static void CloseIfUnused(OpenStore store)
    {
        if (store is { Retired: true, Leases: 0 })
        {
            store.View.Dispose();
        }
    }
}
