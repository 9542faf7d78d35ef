namespace Ojo.Benchmarks;

/// <summary>A folder of a measurement's own, gone with it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory()
    {
        Path = Directory.CreateTempSubdirectory("ojo-bench-").FullName;
        Unfinished.Add(this);
    }

    public string Path { get; }

    public string Output => System.IO.Path.Combine(Path, "output");

    public void Dispose()
    {
        Unfinished.Remove(this);
        Directory.Delete(Path, recursive: true);
    }
}
