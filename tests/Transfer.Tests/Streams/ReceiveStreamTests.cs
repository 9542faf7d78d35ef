using Transfer.Connections;
using Transfer.FlowControl;
using Transfer.Streams;

namespace Transfer.Tests.Streams;

public sealed class ReceiveStreamTests
{
    private const int WindowSize = 1000;

    private readonly ReceiveStream _stream = new(WindowSize);
    private readonly ReceiveWindow _connection = new(100_000);

    [Fact]
    public void Bytes_wait_until_those_before_them_have_come()
    {
        Receive(5, "world"u8, fin: true);
        Assert.Equal(0, _stream.Readable);

        Receive(0, "hello"u8);
        Assert.Equal("helloworld", ReadText());
        Assert.True(_stream.IsFinished);
    }

    [Fact]
    public void Pieces_in_any_order_with_overlaps_and_repeats_make_the_whole()
    {
        Random random = new(5);
        byte[] content = new byte[20_000];
        random.NextBytes(content);
        List<byte> read = [];
        byte[] buffer = new byte[300];
        while (!_stream.IsFinished)
        {
            // Pieces anywhere in the window, known or not, as a lossy and reordering path would bring them.
            int offset = Math.Max(0, read.Count + random.Next(-200, WindowSize));
            int length = Math.Min(random.Next(1, 200), Math.Min(content.Length, read.Count + WindowSize) - offset);
            if (length > 0 && (ulong)(offset + length) <= _stream.Window.Limit)
            {
                bool fin = offset + length == content.Length;
                Assert.Equal(CloseCode.None, _stream.Receive((ulong)offset, content.AsSpan(offset, length), fin, _connection));
            }

            int count = _stream.Read(buffer, _connection);
            read.AddRange(buffer[..count]);
            _stream.Window.TryAdvance();
        }

        Assert.Equal(content, read);
        Assert.Equal((ulong)content.Length, _connection.Consumed);
        Assert.Equal((ulong)content.Length, _connection.Received);
    }

    [Fact]
    public void An_end_without_bytes_ends_the_stream()
    {
        Receive(0, "all"u8);
        ReadText();
        Assert.False(_stream.IsFinished);

        Receive(3, "", fin: true);
        Assert.True(_stream.IsFinished);
    }

    [Fact]
    public void More_than_the_window_is_a_fault()
    {
        Assert.Equal(CloseCode.FlowControlError, _stream.Receive(WindowSize - 3, "four"u8, false, _connection));
        Assert.Equal(CloseCode.FlowControlError, _stream.Receive(0, "four"u8, false, new ReceiveWindow(3)));
    }

    [Fact]
    public void Two_ends_or_bytes_beyond_the_end_are_a_fault()
    {
        Receive(0, "hello"u8, fin: true);

        Assert.Equal(CloseCode.None, _stream.Receive(0, "hello"u8, true, _connection));
        Assert.Equal(CloseCode.FinalSizeError, _stream.Receive(5, "!"u8, false, _connection));
        Assert.Equal(CloseCode.FinalSizeError, _stream.Receive(0, "hell"u8, true, _connection));
        Assert.Equal(CloseCode.FinalSizeError, _stream.Receive(5, "!"u8, true, _connection));
    }

    [Fact]
    public void An_end_before_bytes_that_have_come_is_a_fault()
    {
        Receive(0, "hello"u8);

        Assert.Equal(CloseCode.FinalSizeError, _stream.Receive(0, "hell"u8, true, _connection));
    }

    private void Receive(ulong offset, string text, bool fin) => Receive(offset, System.Text.Encoding.UTF8.GetBytes(text), fin);

    private void Receive(ulong offset, ReadOnlySpan<byte> bytes, bool fin = false) =>
        Assert.Equal(CloseCode.None, _stream.Receive(offset, bytes, fin, _connection));

    private string ReadText()
    {
        byte[] buffer = new byte[100];
        return System.Text.Encoding.UTF8.GetString(buffer, 0, _stream.Read(buffer, _connection));
    }
}
