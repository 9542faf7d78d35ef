using Microsoft.Data.Sqlite;

namespace Ojo.Storage.Sqlite;

/// <summary>Brings a store's schema from whatever version it has to the newest, one numbered script after the other.</summary>
/// <remarks>
/// <c>PRAGMA user_version</c> holds the version. A script is never changed once released: a change is a new script. The
/// views that do not depend on event types are not migrated but made again, in the same transaction.
/// </remarks>
internal static class Migrations
{
    /// <summary>The schema that this code writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>“OJO1”, so that a store can be told from anybody else's database.</summary>
    private const long ApplicationId = 0x4F4A4F31;

    public static void Apply(SqliteConnection connection, string path)
    {
        if (VersionOf(connection, path) == CurrentVersion)
        {
            return;
        }

        SqliteConnections.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            // Asked again now that no other writer can be at it.
            int version = VersionOf(connection, path);
            for (int next = version + 1; next <= CurrentVersion; next++)
            {
                SqliteConnections.Execute(connection, EmbeddedSql.Read($"{next:D3}.sql"));
            }

            if (version < CurrentVersion)
            {
                SqliteConnections.Execute(connection, EmbeddedSql.Read("views.sql"));
                SqliteConnections.Execute(
                    connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {CurrentVersion};");
            }

            SqliteConnections.Execute(connection, "COMMIT");
        }
        catch
        {
            SqliteConnections.Execute(connection, "ROLLBACK");
            throw;
        }
    }

    public static void Require(SqliteConnection connection, string path)
    {
        int version = VersionOf(connection, path);
        if (version < CurrentVersion)
        {
            throw new StoreUnavailableException(version == 0
                ? $"{path} is empty. Run ojo-watcher on it first."
                : $"{path} has the older store version {version}. Run ojo-watcher on it once to bring it to version {CurrentVersion}.");
        }
    }

    private static int VersionOf(SqliteConnection connection, string path)
    {
        long applicationId = Pragma(connection, "application_id");
        long version = Pragma(connection, "user_version");
        if (applicationId == 0 && version == 0 && Count(connection) == 0)
        {
            return 0;
        }

        if (applicationId != ApplicationId)
        {
            throw new StoreUnavailableException($"{path} is a SQLite database of another program. Name another file.") { IsPermanent = true };
        }

        return version <= CurrentVersion
            ? (int)version
            : throw new StoreUnavailableException(
                $"{path} has store version {version}; this program knows versions up to {CurrentVersion}. Use a newer Ojo.")
            { IsPermanent = true };
    }

    private static long Pragma(SqliteConnection connection, string name)
    {
        using var statement = new Statement(connection.Handle!, "PRAGMA " + name);
        return statement.Scalar() ?? 0;
    }

    private static long Count(SqliteConnection connection)
    {
        using var statement = new Statement(connection.Handle!, "SELECT count(*) FROM sqlite_master");
        return statement.Scalar() ?? 0;
    }
}
