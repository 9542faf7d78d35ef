namespace Ojo.Generators.Tests.RoundTrips;

public sealed class TextRoundTripTests
{
    [Theory]
    [InlineData("example.org")]
    [InlineData("")]
    [InlineData("Grüße, 世界 😀")]
    [InlineData(null)]
    public void A_string_comes_back_and_none_as_none(string? host)
    {
        Recording recording = Recording.Of(tracer => tracer.RecordHost(3, host));
        Assert.True(TextEvents.HostEvent.TryDecode(recording[0], out TextEvents.HostEvent back));
        Assert.Equal(host, back.Host);
    }

    [Fact]
    public void Equal_strings_have_one_number()
    {
        string other = new("one".AsSpan());
        Recording recording = Recording.Of(tracer =>
        {
            tracer.RecordHost(1, "one");
            tracer.RecordHost(2, "two");
            tracer.RecordHost(3, other);
        });
        Assert.Equal(recording[0].Payload, recording[2].Payload);
        Assert.NotEqual(recording[0].Payload, recording[1].Payload);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("Grüße, 世界 😀")]
    public void A_text_comes_back(string text)
    {
        Recording recording = Recording.Of(tracer => tracer.RecordSaid(3, text));
        Assert.Equal(1, recording[0].WordCount);
        Assert.True(TextEvents.SaidEvent.TryDecode(recording[0], out TextEvents.SaidEvent back));
        Assert.Equal(new TextEvents.SaidEvent(text), back);
    }

    [Fact]
    public void Strings_texts_bytes_and_numbers_of_one_event_come_back_each_as_itself()
    {
        byte[] token = [0, 1, 0xFF, 0xFE];
        Recording recording = Recording.Of(tracer =>
        {
            tracer.RecordTokens(7, true, "server", token, "because", "client", "note", [], 1, ulong.MaxValue, 3);
            tracer.RecordTokens(7, false, "client", [], null, "server", "", token, 4, 5, 6);
        });
        Assert.True(TextEvents.TokensEvent.TryDecode(recording[0], out TextEvents.TokensEvent first));
        Assert.Equal((true, "server", "because", "client", "note"), (first.Flag, first.Server, first.Reason, first.Client, first.Note));
        Assert.Equal((1ul, ulong.MaxValue, 3ul), (first.A, first.B, first.C));
        Assert.Equal(token, first.Token.ToArray());
        Assert.Equal(0, first.Rest.Length);
        Assert.True(TextEvents.TokensEvent.TryDecode(recording[1], out TextEvents.TokensEvent second));
        Assert.Equal((false, "client", "", "server", ""), (second.Flag, second.Server, second.Reason, second.Client, second.Note));
        Assert.Equal((4ul, 5ul, 6ul), (second.A, second.B, second.C));
        Assert.Equal(0, second.Token.Length);
        Assert.Equal(token, second.Rest.ToArray());
    }

    [Fact]
    public void Strings_texts_and_bytes_of_a_file_come_back()
    {
        Recording recording = Recording.Of(static tracer => tracer.RecordWords(1, "host", "text", "bytes"u8, 9));
        Assert.True(YamlEvents.WordsEvent.TryDecode(recording[0], out YamlEvents.WordsEvent back));
        Assert.Equal(("host", "text", 9), (back.Host, back.Note, back.Number));
        Assert.Equal("bytes"u8, back.Raw.Span);
    }

    [Theory]
    [InlineData("*:info", true)]
    [InlineData("*:off", false)]
    public void A_string_is_kept_only_where_its_event_is_on(string filter, bool isKept)
    {
        Recording recording = Recording.Of(static tracer => tracer.RecordHost(1, "kept"), filter);
        Assert.Equal(isKept, Enumerable.Range(0, 100).Any(id => recording.Strings.Find((uint)id) == "kept"));
    }
}
