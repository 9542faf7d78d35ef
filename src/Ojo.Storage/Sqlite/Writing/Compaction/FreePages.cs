namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>Gives pages that nothing is on back to the file system, where there are many: the next files need some anyway.</summary>
internal static class FreePages
{
    /// <summary>A store keeps one page in so many for what comes next.</summary>
    private const long KeptPart = 10;

    /// <summary>How many pages it keeps at least.</summary>
    private const long KeptPages = 2048;

    /// <summary>How many it keeps when nothing more is expected.</summary>
    private const long KeptAtEnd = 256;

    /// <summary>How many are given back at a time.</summary>
    private const long PagesAtATime = 2048;

    /// <summary>A store whose <c>auto_vacuum</c> is this gives pages back when it is told to. Older ones do not.</summary>
    private const long Incremental = 2;

    /// <summary>Gives some back, if there are too many.</summary>
    /// <param name="connection">The store's.</param>
    /// <param name="everything">Whether nothing more is expected that would need them.</param>
    /// <returns>Whether there were too many.</returns>
    public static bool GiveBackSome(StoreConnection connection, bool everything)
    {
        long kept = everything ? KeptAtEnd : Math.Max(KeptPages, connection.Pragma("page_count") / KeptPart);
        if (connection.Pragma("freelist_count") <= kept
            || connection.Pragma("auto_vacuum") != Incremental)
        {
            return false;
        }

        connection.Execute($"PRAGMA incremental_vacuum({PagesAtATime})");
        StoreSteps.Reach(StoreStep.PagesGivenBack);
        return true;
    }
}
