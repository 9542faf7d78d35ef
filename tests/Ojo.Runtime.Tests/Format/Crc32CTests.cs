using System.Text;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

public sealed class Crc32CTests
{
    /// <summary>CRC-32C as RFC 3720, section 12.1 defines it, one bit at a time.</summary>
    public static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        return ~crc;
    }

    [Fact]
    public void The_examples_of_RFC_3720_come_out()
    {
        // Appendix B.4.
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        byte[] ones = new byte[32];
        Array.Fill(ones, (byte)0xFF);
        Assert.Equal(0x62A8AB43u, Crc32C.Of(ones));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(static n => (byte)n)]));
        Assert.Equal(0xE3069283u, Crc32C.Of(Encoding.ASCII.GetBytes("123456789")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(24)]
    [InlineData(6143)]
    [InlineData(6144)]
    [InlineData(6145)]
    [InlineData(50_000)]
    public void Any_length_gives_what_the_definition_gives(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        Assert.Equal(BitByBit(bytes), Crc32C.Of(bytes));
    }

    [Fact]
    public void Pieces_give_the_same_as_the_whole()
    {
        byte[] bytes = new byte[40_000];
        new Random(1).NextBytes(bytes);
        Random cuts = new(2);
        for (int round = 0; round < 50; round++)
        {
            Crc32C crc = default;
            for (int at = 0; at < bytes.Length;)
            {
                int piece = Math.Min(cuts.Next(0, 15_000), bytes.Length - at);
                crc.Append(bytes.AsSpan(at, piece));
                at += piece;
            }

            Assert.Equal(Crc32C.Of(bytes), crc.Value);
        }
    }
}
