using Ojo.Storage.Ingestion;
using Ojo.Storage.Sqlite;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>Looks into a ledger.</summary>
internal static class Ledger
{
    public static bool Contains(sqlite3 connection, FileIdentity identity)
    {
        using var known = new Statement(connection, "SELECT 1 FROM ojo_file WHERE name = ?1 AND length = ?2 AND sha256 = ?3");
        return known.Bind(1, identity.Name).Bind(2, identity.Length).Bind(3, identity.Sha256.AsSpan()).Scalar() is not null;
    }
}
