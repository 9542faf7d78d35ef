using Ojo;
using Transfer.Connections;
using Transfer.FlowControl;
using Transfer.Streams;

namespace Transfer.Tests.Streams;

public sealed class StreamSetTests
{
    private static readonly ConnectionSettings s_settings = new() { MaxStreams = 4 };

    private readonly StreamSet _client = Create(ConnectionRole.Client);
    private readonly StreamSet _server = Create(ConnectionRole.Server);

    [Fact]
    public void A_stream_id_says_who_opened_it_and_which_ways_data_goes()
    {
        StreamId upload = new(5, ConnectionRole.Client, bidirectional: false);

        Assert.Equal((5UL, ConnectionRole.Client, false), (upload.Sequence, upload.Opener, upload.IsBidirectional));
        Assert.True(upload.IsSender(ConnectionRole.Client) && !upload.IsReceiver(ConnectionRole.Client));
        Assert.True(upload.IsReceiver(ConnectionRole.Server) && !upload.IsSender(ConnectionRole.Server));
        Assert.Equal(22UL, upload.Value);
    }

    [Fact]
    public void No_more_streams_are_opened_than_the_peer_allows()
    {
        Assert.Null(_client.TryOpen(bidirectional: true));
        _client.OpenLimit.TryRaise(1);

        Assert.NotNull(_client.TryOpen(bidirectional: true));
        Assert.Null(_client.TryOpen(bidirectional: true));
    }

    [Fact]
    public void A_peers_stream_is_accepted_once_and_not_again_when_it_is_over()
    {
        StreamId id = new(0, ConnectionRole.Client, bidirectional: true);

        Assert.Equal(CloseCode.None, _server.Find(id, out TransportStream? stream, out bool accepted));
        Assert.True(accepted);
        Assert.Equal(CloseCode.None, _server.Find(id, out TransportStream? again, out accepted));
        Assert.Same(stream, again);
        Assert.False(accepted);

        Assert.True(_server.Remove(stream!));
        Assert.False(_server.Remove(stream!));
        Assert.Equal(CloseCode.None, _server.Find(id, out stream, out accepted));
        Assert.True(stream is null && !accepted);
    }

    [Fact]
    public void A_peer_that_opens_too_many_streams_is_at_fault()
    {
        Assert.Equal(CloseCode.StreamLimitError, _server.Find(new(4, ConnectionRole.Client, true), out _, out _));
        Assert.Equal(0, _server.OpenCount);
    }

    [Fact]
    public void Streams_that_are_over_make_room_for_others()
    {
        for (ulong sequence = 0; sequence < 2; sequence++)
        {
            _server.Find(new(sequence, ConnectionRole.Client, true), out TransportStream? stream, out _);
            _server.Remove(stream!);
        }

        Assert.True(_server.AcceptWindow.TryAdvance());
        Assert.Equal(CloseCode.None, _server.Find(new(5, ConnectionRole.Client, true), out _, out _));
    }

    [Fact]
    public void A_peer_that_speaks_of_a_stream_that_was_never_opened_is_at_fault() =>
        Assert.Equal(CloseCode.StreamStateError, _server.Find(new(0, ConnectionRole.Server, true), out _, out _));

    [Fact]
    public void Streams_take_turns()
    {
        _client.OpenLimit.TryRaise(3);
        _client.InitialSendLimit = 1000;
        ulong[] ids = [.. Enumerable.Range(0, 3).Select(_ => _client.TryOpen(bidirectional: true)!).Select(static stream =>
        {
            stream.Write(new byte[10]);
            return stream.Id.Value;
        })];

        List<ulong> turns = [];
        for (int i = 0; i < 6; i++)
        {
            Assert.True(_client.TryTakeTurn(1000, out TransportStream? stream));
            turns.Add(stream.Id.Value);
        }

        Assert.Equal([.. ids, .. ids], turns);
    }

    [Fact]
    public void A_stream_with_nothing_to_send_is_passed_over()
    {
        _client.OpenLimit.TryRaise(2);
        _client.InitialSendLimit = 1000;
        _client.TryOpen(bidirectional: true);
        TransportStream second = _client.TryOpen(bidirectional: true)!;
        second.Write(new byte[10]);

        Assert.True(_client.TryTakeTurn(1000, out TransportStream? stream));
        Assert.Same(second, stream);
        Assert.False(_client.TryTakeTurn(0, out _));
    }

    private static StreamSet Create(ConnectionRole side)
    {
        ReceiveWindow window = new(1000);
        return new StreamSet(side, s_settings, id => new TransportStream(id, side, s_settings, window, flowId: 1));
    }
}
