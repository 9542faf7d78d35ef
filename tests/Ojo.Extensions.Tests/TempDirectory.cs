namespace Ojo.Extensions.Tests;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ojo-extensions-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
