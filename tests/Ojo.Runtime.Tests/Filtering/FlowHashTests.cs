using Ojo.Filtering;

namespace Ojo.Runtime.Tests.Filtering;

public sealed class FlowHashTests
{
    private const int Flows = 200_000;

    /// <summary>The ways in which programs number their flows.</summary>
    public static MatrixTheoryData<string, int> Numberings => new([.. s_numberings.Keys], [2, 3, 10, 100, 1000]);

    private static readonly Dictionary<string, Func<uint, uint>> s_numberings = new()
    {
        ["one after the other"] = static n => n,
        ["one after the other from far away"] = static n => 0xFFF0_0000 + n,
        ["every other"] = static n => (2 * n) + 1,
        ["QUIC's streams"] = static n => 4 * n,
        ["in the upper half"] = static n => (n << 12) | (n >> 20),
        ["a connection and its streams"] = static n => ((n / 8) << 8) | (n % 8),
        ["addresses"] = static n => 0x0A00_0000 + (n * 256) + 1,
        ["random"] = static n => (n * 747796405u) + 2891336453u,
    };

    [Theory]
    [MemberData(nameof(Numberings))]
    public void One_in_so_many_is_sampled_however_flows_are_numbered(string numbering, int oneIn) =>
        Assert.InRange(Deviation(FlowHash.Of, s_numberings[numbering], oneIn), -5, 5);

    [Fact]
    public void A_hash_that_does_not_mix_is_noticed() =>
        Assert.NotInRange(Deviation(static id => id, s_numberings["one after the other"], 10), -5, 5);

    /// <summary>Those that count on in the lower half: what differs above alone is spread as evenly, but in a pattern.</summary>
    public static MatrixTheoryData<string, int> Neighbours => new([.. s_numberings.Keys.Except(["in the upper half"])], [2, 3, 10, 100]);

    [Theory]
    [MemberData(nameof(Neighbours))]
    public void Whether_a_flow_is_sampled_says_nothing_of_its_neighbour(string numbering, int oneIn)
    {
        Func<uint, uint> idOf = s_numberings[numbering];
        Assert.InRange(Deviation(n => IsSampled(FlowHash.Of, idOf(n), oneIn) && IsSampled(FlowHash.Of, idOf(n + 1), oneIn), 1.0 / oneIn / oneIn), -6, 6);
    }

    [Fact]
    public void Flow_0_is_always_sampled_and_with_one_in_one_every_flow()
    {
        Assert.Equal(0u, FlowHash.Of(0));
        Assert.Equal(uint.MaxValue, FlowHash.LargestOf(1));
    }

    [Fact]
    public void A_flow_that_is_one_in_many_is_one_in_fewer() =>
        Assert.All(Enumerable.Range(1, 1000).Zip(Enumerable.Range(2, 1000)), static pair =>
            Assert.True(FlowHash.LargestOf(pair.First) >= FlowHash.LargestOf(pair.Second)));

    [Theory]
    [InlineData(1, 0x514E79F9)]
    [InlineData(7, 0x18C9B60D)]
    [InlineData(uint.MaxValue, 0x4AE3CBC4)]
    public void The_hash_stays_what_it_is_since_others_have_it_too(uint flow, uint hash) => Assert.Equal(hash, FlowHash.Of(flow));

    /// <summary>By how many standard deviations the number of sampled flows differs from what chance would give.</summary>
    private static double Deviation(Func<uint, uint> hash, Func<uint, uint> idOf, int oneIn) =>
        Deviation(n => IsSampled(hash, idOf(n), oneIn), 1.0 / oneIn);

    private static double Deviation(Func<uint, bool> isHit, double chance)
    {
        int hits = Enumerable.Range(1, Flows).Count(n => isHit((uint)n));
        return (hits - (Flows * chance)) / Math.Sqrt(Flows * chance * (1 - chance));
    }

    private static bool IsSampled(Func<uint, uint> hash, uint id, int oneIn) => hash(id) <= FlowHash.LargestOf(oneIn);
}
