namespace Ojo.Cli.Traces;

/// <summary>Where the trace files are of which somebody names the directory.</summary>
internal static class TraceDirectory
{
    private const string Output = "output";

    /// <summary>The 'output' of a tracer's directory; any other directory itself, from which traces were copied together for instance.</summary>
    public static string OutputOf(string path)
    {
        string output = Path.Combine(path, Output);
        return Directory.Exists(output) ? output : path;
    }

    /// <summary>The tracer's directory that an 'output' is in; any other directory itself.</summary>
    public static string RootOf(string path)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.GetFileName(whole) == Output ? Path.GetDirectoryName(whole)! : whole;
    }
}
