namespace Ojo.Runtime.Tests;

/// <summary>Files of the repository that the tests were built from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The lines of a file, named by its folders and itself.</summary>
    public static string[] Read(params string[] path) => File.ReadAllLines(PathOf(path));

    /// <summary>Where a file or a folder of the repository is.</summary>
    public static string PathOf(params string[] path)
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Ojo.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return Path.Combine([directory ?? throw new FileNotFoundException("The tests do not run inside the repository."), .. path]);
    }
}
