using System.Runtime.CompilerServices;
using Ojo.Clocks;

namespace Ojo.Runtime.Tests.Clocks;

public sealed class ClockPageTests
{
    [Fact]
    public void What_is_stored_is_loaded_time_after_time()
    {
        ClockPage page = default;
        Assert.Null(page.Load());
        AnchorLine line = new(new ClockAnchor(1000, 0), 3_000_000_000);
        for (int n = 1; n < 3 * AnchorLine.MostAnchors; n++)
        {
            line.SetSpeed(3_000_000_000 + n);
            page.Store(line);
            AnchorLine loaded = page.Load()!;
            Assert.Equal(line.Anchors, loaded.Anchors);
            Assert.Equal(line.TicksPerSecond, loaded.TicksPerSecond);
            line.TryAdd(new ClockAnchor(line.Last.Ticks + n, line.Last.Nanoseconds + 1));
        }
    }

    [Fact]
    public void A_table_that_is_half_written_does_not_hold()
    {
        ClockPage page = default;
        page.Store(new AnchorLine(new ClockAnchor(1000, 0), 3_000_000_000));
        ref ClockTable other = ref (page.Current == 0 ? ref page.Table1 : ref page.Table0);
        Unsafe.InitBlock(ref Unsafe.As<ClockTable, byte>(ref other), 0xCC, ClockTable.ByteSize);
        Assert.Equal(new ClockAnchor(1000, 0), Assert.Single(page.Load()!.Anchors));
    }

    [Fact]
    public void A_page_that_makes_no_sense_is_none()
    {
        Assert.Null(Broken(static (ref ClockPage page, ref ClockTable _) => page.Current = 2));
        Assert.Null(Broken(static (ref ClockPage _, ref ClockTable table) => table.AnchorCount = 0));
        Assert.Null(Broken(static (ref ClockPage _, ref ClockTable table) => table.AnchorCount = ClockTable.MostAnchors + 1));
        Assert.Null(Broken(static (ref ClockPage _, ref ClockTable table) => table.TicksPerSecond = 0));
        Assert.Null(Broken(static (ref ClockPage _, ref ClockTable table) => table.Anchors[0] = new ClockAnchor(1000, -1)));
        Assert.Null(Broken(static (ref ClockPage _, ref ClockTable table) => table.Anchors[1] = new ClockAnchor(1000, 5)));
        Assert.Null(Broken(static (ref ClockPage _, ref ClockTable table) => table.Anchors[2] = new ClockAnchor(5000, 3)));
        Assert.NotNull(Broken(static (ref ClockPage _, ref ClockTable _) => { }));
    }

    private delegate void Breaking(ref ClockPage page, ref ClockTable table);

    private static AnchorLine? Broken(Breaking breaking)
    {
        ClockPage page = default;
        page.Store(new AnchorLine([new ClockAnchor(1000, 0), new ClockAnchor(2000, 5), new ClockAnchor(3000, 9)], 3_000_000_000));
        breaking(ref page, ref page.Current == 0 ? ref page.Table0 : ref page.Table1);
        return page.Load();
    }
}
