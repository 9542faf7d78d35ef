namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>Gives pages that nothing is on back to the file system, where there are many: the next files need some anyway.</summary>
internal static class FreePages
{
    /// <summary>A store keeps one page in so many for what comes next.</summary>
    private const long KeptPart = 10;

    /// <summary>How many pages it keeps at least.</summary>
    private const long KeptPages = 2048;

    /// <summary>How many are given back at a time.</summary>
    private const long PagesAtATime = 2048;

    /// <summary>A store whose <c>auto_vacuum</c> is this gives pages back when it is told to. Older ones do not.</summary>
    private const long Incremental = 2;

    /// <returns>Whether there were too many.</returns>
    public static bool GiveBackSome(StoreConnection connection)
    {
        if (connection.Pragma("freelist_count") <= Math.Max(KeptPages, connection.Pragma("page_count") / KeptPart)
            || connection.Pragma("auto_vacuum") != Incremental)
        {
            return false;
        }

        connection.Execute($"PRAGMA incremental_vacuum({PagesAtATime})");
        return true;
    }
}
