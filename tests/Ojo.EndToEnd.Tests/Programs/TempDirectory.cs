namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>A directory that is gone when the test is over.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("ojo-end-to-end-").FullName;

    public string File(string name) => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
