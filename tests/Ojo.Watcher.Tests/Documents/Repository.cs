namespace Ojo.Watcher.Tests.Documents;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    private static string Root
    {
        get
        {
            DirectoryInfo? directory = new(AppContext.BaseDirectory);
            while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Ojo.sln")))
            {
                directory = directory.Parent;
            }

            return directory?.FullName ?? throw new InvalidOperationException($"There is no Ojo.sln above {AppContext.BaseDirectory}.");
        }
    }

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);
}
