namespace Ojo.Package.Tests.Packing;

/// <summary>Where the sources are, and which build of them these tests belong to.</summary>
internal static class Repository
{
    /// <summary>The folder of Ojo.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary><c>Debug</c> or <c>Release</c>: that of these tests, so that what is packed has been built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Parent!.Name;

    /// <summary>The project that is packed.</summary>
    public static string RuntimeProject { get; } = Path.Combine(Root, "src", "Ojo.Runtime", "Ojo.Runtime.csproj");

    /// <summary>The project of the bridges, which is packed as well.</summary>
    public static string ExtensionsProject { get; } = Path.Combine(Root, "src", "Ojo.Extensions", "Ojo.Extensions.csproj");

    /// <summary>The project of the tool, which is packed too.</summary>
    public static string ToolProject { get; } = Path.Combine(Root, "src", "Ojo.Cli", "Ojo.Cli.csproj");

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Ojo.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Ojo.sln above {AppContext.BaseDirectory}.");
    }
}
