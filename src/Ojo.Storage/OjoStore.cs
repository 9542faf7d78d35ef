using Ojo.Storage.Shards;
using Ojo.Storage.Sqlite;

namespace Ojo.Storage;

/// <summary>Opens stores of either shape: one SQLite file, or a directory of them.</summary>
public static class OjoStore
{
    internal const string Tenants = "tenants";

    /// <summary>Opens a store to write to, and makes it where there is none.</summary>
    /// <param name="path">A file, or a directory: one that is there, or a path that ends with a separator, or any where a span is given.</param>
    /// <param name="span">What one file of a directory holds; null: a day, where the store is a directory at all.</param>
    /// <param name="isDurable">Whether each call returns only when what it has done is on the disk.</param>
    /// <param name="log">Told in a sentence what a person should know: that a file was damaged and is set aside.</param>
    /// <exception cref="StoreUnavailableException">It cannot be opened or made.</exception>
    public static IStoreWriter OpenWriter(string path, ShardSpan? span = null, bool isDurable = false, Action<string>? log = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (span is null && !IsDirectory(path))
        {
            return SqliteStore.OpenWriter(path, isDurable);
        }

        return File.Exists(path)
            ? throw new StoreUnavailableException($"{path} is a file, and shards need a directory. Name another path, or leave out how to divide it.") { IsPermanent = true }
            : ShardedStore.OpenWriter(path, span ?? ShardSpan.Day, isDurable, log);
    }

    /// <summary>Opens a store to read from. It may be written to at the same time.</summary>
    /// <exception cref="StoreUnavailableException">There is none, or it cannot be read.</exception>
    public static IStoreReader OpenReader(string path) => Directory.Exists(path) ? ShardedStore.OpenReader(path) : SqliteStore.OpenReader(path);

    /// <summary>Whether there is a store.</summary>
    public static bool Exists(string path) => Directory.Exists(path) ? ShardedStore.Exists(path) : File.Exists(path);

    /// <summary>The store of one tenant: a directory of its own below that of the store, which has nothing of another's in it.</summary>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public static string PathOf(string directory, string tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return TenantName.FindFault(tenant) is string fault
            ? throw new ArgumentException(fault, nameof(tenant))
            : Path.Combine(directory, Tenants, tenant);
    }

    /// <summary>Who has a store below that of a directory, in order of name. What has no tenant's name is nobody's.</summary>
    public static IReadOnlyList<string> TenantsOf(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string tenants = Path.Combine(directory, Tenants);
        return Directory.Exists(tenants)
            ? [.. Directory.EnumerateDirectories(tenants).Select(Path.GetFileName).Where(name => TenantName.FindFault(name) is null && Exists(Path.Combine(tenants, name!))).OfType<string>().Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Whether a path means a store that is a directory.</summary>
    private static bool IsDirectory(string path) => Directory.Exists(path) || Path.EndsInDirectorySeparator(path);
}
