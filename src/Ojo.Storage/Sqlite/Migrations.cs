using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Sqlite;

/// <summary>Brings a store's schema from whatever version it has to the newest, one numbered script after the other.</summary>
/// <remarks>
/// <c>PRAGMA user_version</c> holds the version. A script is never changed once released: a change is a new script. The
/// views are not migrated but made again, in the same transaction.
/// </remarks>
internal static class Migrations
{
    /// <summary>The schema that this code writes and reads.</summary>
    public const int CurrentVersion = 3;

    /// <summary>“OJO1”, so that a store can be told from anybody else's database.</summary>
    private const long ApplicationId = 0x4F4A4F31;

    public static void Apply(StoreConnection connection)
    {
        if (VersionOf(connection) == CurrentVersion)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            // Asked again now that no other writer can be at it.
            int version = VersionOf(connection);
            for (int next = version + 1; next <= CurrentVersion; next++)
            {
                connection.Execute(EmbeddedSql.Read($"{next:D3}.sql"));
                if (next == 2 && version > 0)
                {
                    StretchMigration.Apply(connection.Handle);
                }
            }

            if (version < CurrentVersion)
            {
                connection.Execute(EmbeddedSql.Read("views.sql"));
                if (version > 0)
                {
                    TypeViews.MakeAgain(connection.Handle);
                }

                connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {CurrentVersion};");
            }

            connection.Execute("COMMIT");
        }
        catch
        {
            connection.Execute("ROLLBACK");
            throw;
        }
    }

    public static void Require(StoreConnection connection)
    {
        int version = VersionOf(connection);
        if (version < CurrentVersion)
        {
            throw new StoreUnavailableException(version == 0
                ? "It is empty. Run ojo-watcher on it first."
                : $"It has the older store version {version}. Run ojo-watcher on it once to bring it to version {CurrentVersion}.");
        }
    }

    private static int VersionOf(StoreConnection connection)
    {
        long applicationId = connection.Pragma("application_id");
        long version = connection.Pragma("user_version");
        if (applicationId == 0 && version == 0 && Count(connection) == 0)
        {
            return 0;
        }

        if (applicationId != ApplicationId)
        {
            throw new StoreUnavailableException("This is a SQLite database of another program. Name another file.") { IsPermanent = true };
        }

        return version <= CurrentVersion
            ? (int)version
            : throw new StoreUnavailableException(
                $"It has store version {version}; this program knows versions up to {CurrentVersion}. Use a newer Ojo.")
            { IsPermanent = true };
    }

    private static long Count(StoreConnection connection)
    {
        using var statement = new Statement(connection.Handle, "SELECT count(*) FROM sqlite_master");
        return statement.Scalar() ?? 0;
    }
}
