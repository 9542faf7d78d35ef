using System.Globalization;

namespace Ojo.Storage.Shards;

/// <summary>Puts a damaged file out of the way: it gets another name and nothing of it is lost.</summary>
internal static class DamagedFile
{
    /// <summary>What follows a database's name in the names of the files beside it.</summary>
    public static readonly string[] Companions = ["", "-wal", "-shm"];

    /// <summary>Renames a database and what belongs to it.</summary>
    /// <returns>Its new name.</returns>
    public static string SetAside(string path)
    {
        string aside = path + ".damaged";
        for (int n = 2; File.Exists(aside); n++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{n}");
        }

        foreach (string companion in Companions)
        {
            if (File.Exists(path + companion))
            {
                File.Move(path + companion, aside + companion);
            }
        }

        return Path.GetFileName(aside);
    }

    /// <summary>Removes a database and what belongs to it.</summary>
    /// <returns>Whether nothing is left of it. Systems that keep open files from being removed let it happen later.</returns>
    public static bool TryDelete(string path)
    {
        try
        {
            foreach (string companion in Companions)
            {
                File.Delete(path + companion);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
