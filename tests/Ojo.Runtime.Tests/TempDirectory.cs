namespace Ojo.Runtime.Tests;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("ojo-test-").FullName;

    public string Path { get; }

    public string Output => System.IO.Path.Combine(Path, "output");

    public string Staging => System.IO.Path.Combine(Path, "staging");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
