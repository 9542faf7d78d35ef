namespace Ojo.Storage.Shards;

/// <summary>The directory that a store of many files is in.</summary>
internal static class StoreDirectory
{
    /// <summary>A store is not mixed with what somebody keeps in a directory that was named by mistake.</summary>
    /// <exception cref="StoreUnavailableException">There are other things in it, and no store.</exception>
    public static void MustBeForAStore(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        string? other = null;
        foreach (string name in Directory.EnumerateFileSystemEntries(directory).Select(static path => Path.GetFileName(path)))
        {
            if (name.StartsWith(ShardIndex.FileName, StringComparison.Ordinal) || name.EndsWith(".db", StringComparison.Ordinal))
            {
                return;
            }

            bool isNobodys = name[0] == '.' || name is "lost+found" or OjoStore.Tenants;
            other = isNobodys ? other : name;
        }

        if (other is not null)
        {
            throw new StoreUnavailableException(
                $"{directory} is no store, and there are other things in it, {other} for instance. Name a directory that is empty or not there yet, or a file.")
            {
                IsPermanent = true,
            };
        }
    }
}
