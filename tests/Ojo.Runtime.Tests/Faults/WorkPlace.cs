using Ojo.Runtime.Tests.Salvage;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>Where a process works: a new folder, or a copy of one that a dead process left.</summary>
internal sealed class WorkPlace : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CrashImage? _image;

    public WorkPlace(DeadProcess? dead)
    {
        _image = dead is null ? null : new CrashImage(dead.Traces);
        Traces = _image?.Path ?? System.IO.Path.Combine(_directory.Path, "traces");
        Counts = dead?.Counts ?? System.IO.Path.Combine(_directory.Path, "counts");
    }

    public string Path => _directory.Path;

    public string Traces { get; }

    public string Counts { get; }

    public void Dispose()
    {
        _image?.Dispose();
        _directory.Dispose();
    }
}
