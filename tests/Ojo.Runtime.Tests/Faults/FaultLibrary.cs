using System.ComponentModel;
using System.Diagnostics;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>The library that numbers a process's file calls and disturbs one of them (<c>faults.c</c>), compiled here.</summary>
public sealed class FaultLibrary : IDisposable
{
    private readonly TempDirectory _directory = new();

    public FaultLibrary()
    {
        if (!OperatingSystem.IsLinux())
        {
            Problem = "Needs Linux's way to preload a library.";
            return;
        }

        string[] arguments =
        [
            "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", Path,
            RepositoryFiles.PathOf("tests", "Ojo.Runtime.Tests", "Faults", "faults.c"), "-ldl",
        ];
        try
        {
            using Process gcc = Process.Start(new ProcessStartInfo("gcc", arguments) { RedirectStandardError = true })!;
            string said = gcc.ReadToEnd(gcc.StandardError);
            Assert.True(gcc.ExitCode == 0, said);
        }
        catch (Win32Exception)
        {
            Problem = "gcc is not installed: install the packages gcc and libc6-dev.";
        }
    }

    /// <summary>Why there is no such library here; null if there is.</summary>
    private string? Problem { get; }

    /// <summary>Skips the test, and says why, where there is none.</summary>
    public void SkipIfMissing() => Assert.SkipWhen(Problem is not null, Problem ?? "");

    public string Path => System.IO.Path.Combine(_directory.Path, "libfaults.so");

    public void Dispose() => _directory.Dispose();
}
