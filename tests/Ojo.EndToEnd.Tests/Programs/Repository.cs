namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>Finds the programs that were built together with these tests.</summary>
internal static class Repository
{
    /// <summary>The assembly of a program, in the configuration of these tests.</summary>
    public static string Assembly(string project) => Path.Combine(At(project), "bin", Configuration, Output.Name, $"{Path.GetFileName(project)}.dll");

    /// <summary>A file or folder of the repository.</summary>
    public static string At(params string[] parts) => Path.Combine([Root(Output), .. parts]);

    /// <summary>The configuration of these tests: Debug or Release.</summary>
    public static string Configuration => Output.Parent!.Name;

    private static DirectoryInfo Output => new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static string Root(DirectoryInfo from)
    {
        for (DirectoryInfo? directory = from; directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Ojo.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Ojo.sln above {from.FullName}.");
    }
}
