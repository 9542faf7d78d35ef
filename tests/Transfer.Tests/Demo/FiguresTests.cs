using Transfer.Demo;

namespace Transfer.Tests.Demo;

public sealed class FiguresTests
{
    [Fact]
    public void Numbers_read_as_a_person_writes_them()
    {
        Assert.Equal("1,234,567", Figures.Count(1_234_567));
        Assert.Equal("18.8 MB", Figures.Bytes(18_765_432));
        Assert.Equal("512 bytes", Figures.Bytes(512));
        Assert.Equal("50 Mbit/s", Figures.BitRate(50e6));
        Assert.Equal("64 kbit/s", Figures.BitRate(64_000));
        Assert.Equal("unlimited bandwidth", Figures.BitRate(double.PositiveInfinity));
        Assert.Equal("0.5 %", Figures.Share(0.005));
        Assert.Equal("1 transfer", Figures.Plural(1, "transfer"));
        Assert.Equal("0 transfers", Figures.Plural(0, "transfer"));
        Assert.Equal("01:05", Figures.Clock(TimeSpan.FromSeconds(65)));
        Assert.Equal("01:00:05", Figures.Clock(TimeSpan.FromSeconds(3605)));
    }

    [Fact]
    public void A_throughput_is_that_of_the_newest_interval_smoothed_by_those_before()
    {
        Throughput throughput = new();

        Assert.Equal(8_000, throughput.Update(1_000, TimeSpan.FromSeconds(1)), 6);
        Assert.Equal((0.4 * 16_000) + (0.6 * 8_000), throughput.Update(3_000, TimeSpan.FromSeconds(2)), 6);
        Assert.Equal((0.4 * 16_000) + (0.6 * 8_000), throughput.Update(3_000, TimeSpan.FromSeconds(2)), 6);
    }
}
