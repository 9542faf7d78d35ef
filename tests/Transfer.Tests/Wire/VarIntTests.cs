using Transfer.Wire;

namespace Transfer.Tests.Wire;

public sealed class VarIntTests
{
    // RFC 9000, appendix A.1.
    [Theory]
    [InlineData("c2197c5eff14e88c", 151288809941952652)]
    [InlineData("9d7f3e7d", 494878333)]
    [InlineData("7bbd", 15293)]
    [InlineData("25", 37)]
    public void The_examples_of_the_RFC_are_read_and_written(string hex, ulong value)
    {
        byte[] bytes = Convert.FromHexString(hex);

        Assert.True(VarInt.TryRead(bytes, out ulong read, out int length));
        Assert.Equal((value, bytes.Length), (read, length));

        byte[] written = new byte[VarInt.Length(value)];
        Assert.Equal(bytes.Length, VarInt.Write(written, value));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void A_longer_form_than_needed_is_read_too()
    {
        Assert.True(VarInt.TryRead([0x40, 0x25], out ulong value, out int length));
        Assert.Equal((37UL, 2), (value, length));
    }

    [Theory]
    [InlineData(0UL, 1)]
    [InlineData(63UL, 1)]
    [InlineData(64UL, 2)]
    [InlineData(16383UL, 2)]
    [InlineData(16384UL, 4)]
    [InlineData((1UL << 30) - 1, 4)]
    [InlineData(1UL << 30, 8)]
    [InlineData(VarInt.MaxValue, 8)]
    public void Each_length_holds_what_the_next_shorter_cannot(ulong value, int length)
    {
        byte[] bytes = new byte[8];

        Assert.Equal(length, VarInt.Write(bytes, value));
        Assert.True(VarInt.TryRead(bytes, out ulong read, out int readLength));
        Assert.Equal((value, length), (read, readLength));
    }

    [Fact]
    public void A_number_that_is_cut_off_is_not_read()
    {
        byte[] whole = Convert.FromHexString("c2197c5eff14e88c");
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(VarInt.TryRead(whole.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void A_number_of_more_than_62_bits_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => VarInt.Length(VarInt.MaxValue + 1));
}
