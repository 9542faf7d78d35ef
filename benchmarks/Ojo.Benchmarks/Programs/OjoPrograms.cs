namespace Ojo.Benchmarks.Programs;

/// <summary>The watcher and the explorer as processes of their own, as they were built together with this program.</summary>
internal static class OjoPrograms
{
    public static MeasuredProcess StartWatcher(params IEnumerable<string> arguments) => Start("Ojo.Watcher", arguments);

    public static MeasuredProcess StartExplorer(params IEnumerable<string> arguments) => Start("Ojo.Explorer", arguments);

    /// <summary>Takes a directory in, from start to end: what there is to merge is merged.</summary>
    public static ProcessFigures Watch(string input, string database, params IEnumerable<string> arguments)
    {
        using MeasuredProcess watcher = StartWatcher(["--input-dir", input, "--db-path", database, "--json", .. arguments]);
        return watcher.WaitForEnd();
    }

    private static MeasuredProcess Start(string project, IEnumerable<string> arguments)
    {
        // This program lies in …/bin/Release/net10.0/, and so does each of those in its own project's folder.
        string build = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string place = Path.Combine("bin", Path.GetFileName(Path.GetDirectoryName(build)!), Path.GetFileName(build));
        return new MeasuredProcess("dotnet", [Path.Combine(Repository.Root, "src", project, place, $"{project}.dll"), .. arguments]);
    }
}
