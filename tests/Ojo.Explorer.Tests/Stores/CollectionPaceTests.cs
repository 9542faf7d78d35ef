using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Tests.Stores;

public sealed class CollectionPaceTests
{
    [Fact]
    public void What_a_big_query_leaves_behind_is_collected_when_it_ends()
    {
        CollectionPace pace = new();
        pace.QueryEnded();
        WeakReference garbage = Allocate();
        int before = GC.CollectionCount(2);

        pace.QueryEnded();

        Assert.True(GC.CollectionCount(2) > before);
        Assert.False(garbage.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Allocate() => new(new byte[9 << 20]);
    }
}
