using Transfer.FlowControl;
using Transfer.Streams;

namespace Transfer.Tests.Streams;

public sealed class SendStreamTests
{
    private readonly SendStream _stream = new(bufferSize: 100);
    private readonly SendLimit _connection = new();

    public SendStreamTests()
    {
        _stream.Limit.TryRaise(1000);
        _connection.TryRaise(1000);
    }

    [Fact]
    public void Pieces_are_taken_in_order_and_the_last_one_ends_the_stream()
    {
        _stream.Write(Bytes(0, 50));
        _stream.Finish();

        Assert.Equal(new StreamChunk(0, 30, Fin: false, LostPacket: null), Take(30));
        Assert.Equal(new StreamChunk(30, 20, Fin: true, LostPacket: null), Take(30));
        Assert.False(_stream.CanSend(_connection.Available));
        Assert.False(_stream.TryTake(30, _connection, out _));
    }

    [Fact]
    public void An_end_without_bytes_is_a_piece_too()
    {
        _stream.Write(Bytes(0, 10));
        Take(30);
        _stream.Finish();

        Assert.True(_stream.CanSend(_connection.Available));
        Assert.Equal(new StreamChunk(10, 0, Fin: true, LostPacket: null), Take(30));
    }

    [Fact]
    public void The_buffer_has_room_again_when_its_first_bytes_are_acknowledged()
    {
        Assert.Equal(100, _stream.Write(Bytes(0, 120)));
        Take(60);
        Take(40);

        _stream.OnAcked(60, 40, fin: false);
        Assert.Equal(0, _stream.Room);

        _stream.OnAcked(0, 60, fin: false);
        Assert.Equal(100, _stream.Room);
    }

    [Fact]
    public void What_was_lost_goes_out_again_before_what_is_new_and_says_once_which_packet_it_repairs()
    {
        _stream.Write(Bytes(0, 100));
        Take(40);
        _stream.SendAgain(0, 40, fin: false, lostPacket: 7);

        Assert.Equal(new StreamChunk(0, 25, Fin: false, LostPacket: 7), Take(25));
        Assert.Equal(new StreamChunk(25, 15, Fin: false, LostPacket: null), Take(25));
        Assert.Equal(new StreamChunk(40, 25, Fin: false, LostPacket: null), Take(25));
    }

    [Fact]
    public void What_another_packet_has_brought_meanwhile_does_not_go_out_again()
    {
        _stream.Write(Bytes(0, 100));
        Take(100);
        _stream.SendAgain(0, 100, fin: false, lostPacket: 7);
        _stream.OnAcked(20, 30, fin: false);

        Assert.Equal(new StreamChunk(0, 20, Fin: false, LostPacket: 7), Take(1000));
        Assert.Equal(new StreamChunk(50, 50, Fin: false, LostPacket: null), Take(1000));
        Assert.False(_stream.TryTake(1000, _connection, out _));
    }

    [Fact]
    public void A_lost_end_goes_out_again()
    {
        _stream.Write(Bytes(0, 10));
        _stream.Finish();
        Take(100);

        _stream.SendAgain(0, 10, fin: true, lostPacket: 3);
        Assert.Equal(new StreamChunk(0, 10, Fin: true, LostPacket: 3), Take(100));

        _stream.OnAcked(0, 10, fin: false);
        _stream.SendAgain(0, 10, fin: true, lostPacket: 4);
        Assert.Equal(new StreamChunk(10, 0, Fin: true, LostPacket: 4), Take(100));
        Assert.False(_stream.IsDelivered);

        _stream.OnAcked(10, 0, fin: true);
        Assert.True(_stream.IsDelivered);
        _stream.SendAgain(0, 10, fin: true, lostPacket: 5);
        Assert.False(_stream.TryTake(100, _connection, out _));
    }

    [Fact]
    public void New_bytes_keep_to_both_limits_and_lost_ones_need_none()
    {
        SendStream stream = new(bufferSize: 100);
        stream.Limit.TryRaise(30);
        SendLimit connection = new();
        connection.TryRaise(20);
        stream.Write(Bytes(0, 100));

        Assert.True(stream.TryTake(1000, connection, out StreamChunk chunk));
        Assert.Equal(20, chunk.Length);
        Assert.False(stream.TryTake(1000, connection, out _));

        connection.TryRaise(200);
        Assert.True(stream.TryTake(1000, connection, out chunk));
        Assert.Equal((20UL, 10), (chunk.Offset, chunk.Length));
        Assert.False(stream.CanSend(connection.Available));

        stream.SendAgain(0, 20, fin: false, lostPacket: 1);
        Assert.True(stream.CanSend(0));
        Assert.True(stream.TryTake(1000, new SendLimit(), out chunk));
        Assert.Equal((0UL, 20), (chunk.Offset, chunk.Length));
    }

    [Fact]
    public void Bytes_stay_right_when_the_buffer_goes_round()
    {
        for (int round = 0; round < 20; round++)
        {
            int offset = round * 70;
            Assert.Equal(70, _stream.Write(Bytes(offset, 70)));
            StreamChunk chunk = Take(70);
            byte[] read = new byte[chunk.Length];
            _stream.Read(chunk.Offset, read);
            Assert.Equal(Bytes(offset, 70), read);
            _stream.OnAcked(chunk.Offset, chunk.Length, fin: false);
            _stream.Limit.TryRaise((ulong)offset + 1000);
            _connection.TryRaise((ulong)offset + 1000);
        }
    }

    private static byte[] Bytes(int offset, int length) => [.. Enumerable.Range(offset, length).Select(static i => (byte)(i * 31))];

    private StreamChunk Take(int maxLength)
    {
        Assert.True(_stream.TryTake(maxLength, _connection, out StreamChunk chunk));
        return chunk;
    }
}
