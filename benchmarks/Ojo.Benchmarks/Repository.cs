using System.Diagnostics;

namespace Ojo.Benchmarks;

/// <summary>The repository that the benchmarks were built from.</summary>
internal static class Repository
{
    /// <summary>Its folder; the current one if the program was taken elsewhere.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The commit that is checked out, with a plus where files were changed since.</summary>
    public static string Commit() => Git("rev-parse --short HEAD") is { } commit
        ? commit + (string.IsNullOrEmpty(Git("status --porcelain -uno -- src")) ? "" : "+")
        : "unknown";

    private static string? Git(string arguments)
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
            string output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Ojo.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? Environment.CurrentDirectory;
    }
}
