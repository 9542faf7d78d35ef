using System.Diagnostics;

namespace Ojo.Runtime.Tests.Salvage;

/// <summary>A trace directory as it would be found if its process had died at the instant at which this was made.</summary>
/// <remarks>
/// The copy is made by another program: the ring's lock keeps this one out, and the copy is nobody's. What another
/// process would find in the file is what the mapping holds.
/// </remarks>
internal sealed class CrashImage : IDisposable
{
    private readonly TempDirectory _directory = new();

    public CrashImage(string directory)
    {
        using Process copy = System.Diagnostics.Process.Start("cp", ["--archive", "--sparse=always", $"{directory}/.", _directory.Path]);
        copy.WaitForEnd();
        Assert.Equal(0, copy.ExitCode);
    }

    public static bool IsPossible => OperatingSystem.IsLinux();

    public string Path => _directory.Path;

    public string Output => _directory.Output;

    public string Staging => _directory.Staging;

    public string Ring => Assert.Single(System.IO.Directory.GetFiles(Staging, "ring_*.map"));

    public string[] Quarantined =>
        System.IO.Directory.Exists(System.IO.Path.Combine(Path, "quarantine")) ? System.IO.Directory.GetFiles(System.IO.Path.Combine(Path, "quarantine")) : [];

    public void Dispose() => _directory.Dispose();
}
