namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>Finds the programs that were built together with these tests.</summary>
internal static class Repository
{
    /// <summary>The assembly of a program, in the configuration of these tests.</summary>
    public static string Assembly(string project)
    {
        DirectoryInfo output = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string framework = output.Name;
        string configuration = output.Parent!.Name;
        return Path.Combine(Root(output), project, "bin", configuration, framework, $"{Path.GetFileName(project)}.dll");
    }

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
