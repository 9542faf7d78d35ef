using Ojo;
using Transfer.Connections;
using Transfer.FlowControl;
using Transfer.Streams;
using Transfer.Transfers;

namespace Transfer.Tests.Transfers;

public sealed class ContentTests
{
    [Fact]
    public void A_seed_decides_the_bytes_however_the_calls_cut_them_up()
    {
        byte[] whole = new byte[1000];
        new ContentGenerator(5).Fill(whole);
        byte[] pieces = new byte[1000];
        ContentGenerator generator = new(5);
        for (int at = 0, length = 1; at < 1000; at += length, length = Math.Min(length + 3, 1000 - at))
        {
            generator.Fill(pieces.AsSpan(at, length));
        }

        Assert.Equal(whole, pieces);
        byte[] other = new byte[1000];
        new ContentGenerator(6).Fill(other);
        Assert.NotEqual(whole, other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(100_000)]
    public void Content_that_arrives_as_it_was_sent_is_verified(int size) =>
        Assert.Equal(new TransferResult((ulong)size, Verified: true), Transfer(size, static _ => { }));

    [Fact]
    public void One_bit_that_is_wrong_anywhere_is_noticed()
    {
        foreach (int position in (int[])[0, 500, 999, 1000, 1031])
        {
            TransferResult result = Transfer(1000, bytes => bytes[position] ^= 1);

            Assert.Equal(new TransferResult(1000, Verified: false), result);
        }
    }

    [Fact]
    public void Content_without_a_hash_is_not_verified() =>
        Assert.False(Receive(new byte[31]).Verified);

    private static TransferResult Transfer(int size, Action<byte[]> damage)
    {
        TransportStream stream = CreateStream(ConnectionRole.Client);
        using ContentSender sender = new((ulong)size, seed: 9);
        sender.OnWritable(stream);
        SendLimit connection = new();
        connection.TryRaise(1 << 20);
        stream.Sending!.Limit.TryRaise(1 << 20);
        Assert.True(stream.Sending.TryTake(1 << 20, connection, out StreamChunk chunk));
        Assert.True(chunk.Fin);
        byte[] bytes = new byte[chunk.Length];
        stream.Sending.Read(0, bytes);
        damage(bytes);
        return Receive(bytes);
    }

    private static TransferResult Receive(byte[] bytes)
    {
        TransportStream stream = CreateStream(ConnectionRole.Server);
        TransferResult? result = null;
        using ContentReceiver receiver = new((_, completed) => result = completed);
        stream.Receiving!.Receive(0, bytes, fin: true, new ReceiveWindow(1 << 20));
        receiver.OnReadable(stream);
        return Assert.NotNull(result);
    }

    private static TransportStream CreateStream(ConnectionRole side) =>
        new(new StreamId(0, ConnectionRole.Client, bidirectional: false), side, new ConnectionSettings(), new ReceiveWindow(1 << 20), flowId: 1);
}
