using Ojo;
using Transfer.Congestion;
using Transfer.Connections;
using Transfer.Streams;
using Transfer.Tests.Wire;
using Transfer.Wire;

namespace Transfer.Tests.Connections;

public sealed class ConnectionTests
{
    [Fact]
    public void Both_sides_are_established_after_one_and_a_half_round_trips()
    {
        SimulatedPair pair = new();

        pair.Establish();

        Assert.True(pair.ClientProgram.IsEstablished && pair.ServerProgram.IsEstablished);
        Assert.Equal(TimeSpan.FromMilliseconds(60), pair.Now);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hello_that_is_lost_is_sent_again(bool clients)
    {
        SimulatedPair pair = new();
        int lost = 0;
        pair.Loses = (toServer, _) => toServer == clients && lost++ < 2;

        pair.Establish();

        Assert.True(lost > 2);
        Assert.True(pair.Now > TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public void A_hello_without_an_answer_is_given_up_in_the_end()
    {
        SimulatedPair pair = new(new ConnectionSettings { IdleTimeout = TimeSpan.FromSeconds(10) }) { Loses = static (_, _) => true };

        pair.RunUntil(() => pair.Client.State == ConnectionState.Closed);

        Assert.Equal(CloseCode.IdleTimeout, pair.Client.CloseCode);
        Assert.True(pair.ClientProgram.IsClosed && !pair.ClientProgram.IsEstablished);
        Assert.InRange(pair.DatagramsSent, 3, 12);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.02, false)]
    [InlineData(0.02, true)]
    [InlineData(0.2, false)]
    [InlineData(0.2, true)]
    public void Streams_in_both_directions_arrive_whole_whatever_is_lost(double loss, bool cubic)
    {
        SimulatedPair pair = new(congestion: cubic ? CongestionChoice.Cubic : CongestionChoice.NewReno);
        Random luck = new(11);
        pair.Loses = (_, _) => luck.NextDouble() < loss;
        pair.Establish();
        byte[][] contents = [Content(300_000, 1), Content(0, 2), Content(70_001, 3)];
        TransportStream[] streams = [.. contents.Select((content, i) =>
        {
            TransportStream stream = pair.Client.TryOpenStream(bidirectional: i == 0)!;
            pair.ClientProgram.Write(stream, content);
            return stream;
        })];
        pair.RunUntil(() => pair.ServerProgram.Accepted.Exists(stream => stream.Id == streams[0].Id));
        byte[] answer = Content(200_000, 4);
        pair.ServerProgram.Write(pair.ServerProgram.Accepted.Find(stream => stream.Id == streams[0].Id)!, answer);

        pair.RunUntil(() => pair.Client.OpenStreams == 0 && pair.Server!.OpenStreams == 0);

        for (int i = 0; i < contents.Length; i++)
        {
            Assert.Equal(contents[i], pair.ServerProgram.Read.GetValueOrDefault(streams[i].Id.Value, []));
        }

        Assert.Equal(answer, pair.ClientProgram.Read[streams[0].Id.Value]);
        Assert.Equal(3, pair.ServerProgram.Finished.Count);
    }

    [Fact]
    public void A_tail_that_is_lost_is_repaired_by_a_probe()
    {
        SimulatedPair pair = new();
        pair.Establish();
        pair.RunFor(TimeSpan.FromSeconds(1));
        int lost = 0;
        pair.Loses = (toServer, _) => toServer && lost++ < 1;

        TimeSpan start = pair.Now;
        TransportStream stream = pair.Client.TryOpenStream(bidirectional: false)!;
        pair.ClientProgram.Write(stream, Content(500, 1));
        pair.RunUntil(() => pair.ServerProgram.Finished.Contains(stream.Id.Value));

        // A probe timeout, about 40 ms and four variances and the server's delay, and not an idle timeout.
        Assert.InRange(pair.Now - start, TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public void A_receiver_that_does_not_read_stops_the_sender_at_its_window()
    {
        ConnectionSettings settings = new() { StreamWindow = 20_000, ConnectionWindow = 50_000 };
        SimulatedPair pair = new(settings) { ServerProgram = { IsLazy = true } };
        pair.Establish();
        TransportStream stream = pair.Client.TryOpenStream(bidirectional: false)!;
        pair.ClientProgram.Write(stream, Content(100_000, 1));

        pair.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(20_000UL, stream.Sending!.Limit.Sent);
        Assert.True(stream.Sending.Limit.IsBlocking);

        pair.ServerProgram.IsLazy = false;
        pair.ServerProgram.OnReadable(pair.ServerProgram.Accepted[0]);
        TransportStream nudge = pair.Client.TryOpenStream(bidirectional: false)!;
        pair.ClientProgram.Write(nudge, Content(10, 2));
        pair.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(20_000UL, stream.Sending.Limit.Sent);
    }

    [Fact]
    public void All_streams_together_keep_to_the_connections_window()
    {
        ConnectionSettings settings = new() { StreamWindow = 20_000, ConnectionWindow = 50_000 };
        SimulatedPair pair = new(settings) { ServerProgram = { IsLazy = true } };
        pair.Establish();
        TransportStream[] streams = [.. Enumerable.Range(0, 4).Select(_ => pair.Client.TryOpenStream(bidirectional: false)!)];
        Array.ForEach(streams, stream => pair.ClientProgram.Write(stream, Content(100_000, 1)));

        pair.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(50_000, streams.Sum(static stream => (long)stream.Sending!.Limit.Sent));
    }

    [Fact]
    public void A_reader_that_keeps_up_never_lets_the_sender_stop()
    {
        ConnectionSettings settings = new() { StreamWindow = 20_000, ConnectionWindow = 30_000 };
        SimulatedPair pair = new(settings);
        pair.Establish();
        TransportStream stream = pair.Client.TryOpenStream(bidirectional: false)!;
        pair.ClientProgram.Write(stream, Content(1_000_000, 1));

        pair.RunUntil(() => pair.ServerProgram.Finished.Count == 1, TimeSpan.FromSeconds(10));

        Assert.Equal(Content(1_000_000, 1), pair.ServerProgram.Read[stream.Id.Value]);
    }

    [Fact]
    public void More_streams_than_allowed_at_once_open_one_after_the_other()
    {
        SimulatedPair pair = new(new ConnectionSettings { MaxStreams = 2 });
        pair.Establish();
        for (int i = 0; i < 20; i++)
        {
            TransportStream? stream = null;
            pair.RunUntil(() => (stream = pair.Client.TryOpenStream(bidirectional: false)) is not null);
            pair.ClientProgram.Write(stream!, Content(100, i));
        }

        pair.RunUntil(() => pair.ServerProgram.Finished.Count == 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_close_reaches_the_peer_although_packets_are_lost(int lostCloses)
    {
        SimulatedPair pair = new();
        pair.Establish();
        int lost = 0;
        pair.Loses = (toServer, _) => toServer && lost++ < lostCloses;

        pair.Client.Close(CloseCode.None, "Done.");
        pair.RunUntil(() => pair.ClientProgram.IsClosed && pair.ServerProgram.IsClosed, TimeSpan.FromSeconds(5));

        Assert.Equal((CloseCode.None, CloseCode.None), (pair.Client.CloseCode, pair.Server!.CloseCode));
        Assert.Null(pair.Client.Deadline);
        Assert.Null(pair.Server.Deadline);
    }

    [Fact]
    public void Silence_ends_a_connection_after_the_shorter_idle_timeout()
    {
        SimulatedPair pair = new(new ConnectionSettings { IdleTimeout = TimeSpan.FromSeconds(3) });
        pair.Establish();

        pair.RunUntil(() => pair.ClientProgram.IsClosed && pair.ServerProgram.IsClosed);

        Assert.Equal((CloseCode.IdleTimeout, CloseCode.IdleTimeout), (pair.Client.CloseCode, pair.Server!.CloseCode));
        Assert.InRange(pair.Now, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void A_packet_that_comes_twice_counts_once()
    {
        SimulatedPair pair = new();
        pair.Establish();
        byte[] packet = ToServer(pair, [0x08, 0, 0, 3, 1, 2, 3], number: 50);

        pair.Inject(toServer: true, packet);
        pair.Inject(toServer: true, packet);
        pair.RunFor(pair.Delay);

        Assert.Equal([1, 2, 3], pair.ServerProgram.Read[0]);
        Assert.Equal(ConnectionState.Established, pair.Server!.State);
    }

    // Stream 0 beyond its window; an unknown frame; an acknowledgement of packet 1,000; stream 999; bytes on a stream of
    // the server's own; an end before the end.
    [Theory]
    [InlineData("08 00 bfffffff 01 aa", (int)CloseCode.FlowControlError)]
    [InlineData("3f", (int)CloseCode.FrameEncodingError)]
    [InlineData("02 43e8 00 00 00", (int)CloseCode.ProtocolViolation)]
    [InlineData("08 4f9c 00 01 aa", (int)CloseCode.StreamLimitError)]
    [InlineData("08 01 00 01 aa", (int)CloseCode.StreamStateError)]
    [InlineData("08 00 00 02 aabb 09 00 00 01 aa", (int)CloseCode.FinalSizeError)]
    public void A_peer_that_breaks_the_rules_is_told_which(string frames, int code)
    {
        SimulatedPair pair = new();
        pair.Establish();

        pair.Inject(toServer: true, ToServer(pair, Convert.FromHexString(frames.Replace(" ", "", StringComparison.Ordinal)), number: 50));
        pair.RunUntil(() => pair.ClientProgram.IsClosed && pair.ServerProgram.IsClosed);

        Assert.Equal(((CloseCode)code, (CloseCode)code), (pair.Server!.CloseCode, pair.Client.CloseCode));
    }

    [Fact]
    public void Random_frames_in_whole_packets_end_a_connection_at_worst()
    {
        Random random = new(9);
        for (int round = 0; round < 300; round++)
        {
            SimulatedPair pair = new();
            pair.Establish();
            for (ulong number = 50; number < 60; number++)
            {
                byte[] frames = new byte[random.Next(1, 60)];
                random.NextBytes(frames);
                frames[0] = (byte)random.Next(0x1D);
                pair.Inject(toServer: true, ToServer(pair, frames, number));
            }

            pair.RunFor(TimeSpan.FromSeconds(2));
        }
    }

    private static byte[] Content(int length, int seed)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static byte[] ToServer(SimulatedPair pair, ReadOnlySpan<byte> frames, ulong number) =>
        PacketTests.Seal(new PacketHeader(PacketType.Main, pair.Server!.Id, default, number), frames);
}
