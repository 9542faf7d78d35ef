using Ojo.Recording;

namespace Ojo.Runtime.Tests.Recording;

public sealed unsafe class RingMappingTests
{
    private const int PageSize = 4096;

    [Fact]
    public void What_was_written_last_can_be_read_when_the_memory_is_gone()
    {
        using TempDirectory directory = new();
        string path = Path.Combine(directory.Path, "ring.map");
        RingMapping mapping = new(path, 4 * PageSize);
        Assert.Null(mapping.TryPrepare(0, 4 * PageSize));
        ulong* kept = (ulong*)mapping.Start;
        ulong* taken = (ulong*)(mapping.Start + PageSize);
        *kept = 1;
        *taken = 2;
        ulong seen = 0;

        mapping.Delete(PageSize, () =>
        {
            *taken = 3;
            seen = mapping.ReadFile(PageSize);
        });

        Assert.Equal(1u, *kept);
        Assert.Equal(3u, *taken);
        Assert.Equal(OperatingSystem.IsLinux() ? 2u : 3u, seen);
        Assert.False(File.Exists(path));
        GC.KeepAlive(mapping);
    }
}
