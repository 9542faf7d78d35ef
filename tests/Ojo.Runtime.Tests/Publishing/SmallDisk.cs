using System.Diagnostics;

namespace Ojo.Runtime.Tests.Publishing;

/// <summary>A file system of a few megabytes, where this process may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly bool _isMounted;

    public SmallDisk(int megabytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            Problem = "needs Linux";
            return;
        }

        Problem = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path);
        _isMounted = Problem is null;
    }

    public string Path => _directory.Path;

    /// <summary>Why there is none; null if there is one.</summary>
    public string? Problem { get; }

    public void Dispose()
    {
        if (_isMounted)
        {
            // Lazily: a tracer's memory may still be mapped from it.
            Run("umount", "-l", Path);
        }

        _directory.Dispose();
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
