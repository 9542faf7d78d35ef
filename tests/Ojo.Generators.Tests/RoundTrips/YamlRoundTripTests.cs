namespace Ojo.Generators.Tests.RoundTrips;

public sealed class YamlRoundTripTests
{
    [Theory]
    [InlineData(3, 255, 524287, 4294967295L, 1)]
    [InlineData(-4, -256, -524288, -4294967296L, -1)]
    [InlineData(-1, -1, -1, -1L, 0)]
    [InlineData(0, 0, 0, 0L, 5000)]
    public void Narrow_signed_fields_keep_their_sign(sbyte a, short b, int c, long d, long ticks)
    {
        Recording recording = Recording.Of(tracer => tracer.RecordNarrowSigned(1, a, b, c, d, TimeSpan.FromTicks(ticks)));
        Assert.True(YamlEvents.NarrowSignedEvent.TryDecode(recording[0], out YamlEvents.NarrowSignedEvent back));
        Assert.Equal(new YamlEvents.NarrowSignedEvent(a, b, c, d, TimeSpan.FromTicks(ticks)), back);
    }

    [Fact]
    public void What_does_not_fit_loses_its_upper_bits_and_spoils_no_neighbour()
    {
        Recording recording = Recording.Of(static tracer =>
        {
            tracer.RecordNarrowUnsigned(1, byte.MaxValue, 0, uint.MaxValue, 0);
            tracer.RecordNarrowUnsigned(1, 0, ushort.MaxValue, 0, ulong.MaxValue);
            tracer.RecordNarrowSigned(1, 4, 0, 0, 0, default);
        });
        Assert.True(YamlEvents.NarrowUnsignedEvent.TryDecode(recording[0], out YamlEvents.NarrowUnsignedEvent odd));
        Assert.Equal(new YamlEvents.NarrowUnsignedEvent(1, 0, 0x1FFFF, 0), odd);
        Assert.True(YamlEvents.NarrowUnsignedEvent.TryDecode(recording[1], out YamlEvents.NarrowUnsignedEvent even));
        Assert.Equal(new YamlEvents.NarrowUnsignedEvent(0, 0x7FFF, 0, ulong.MaxValue >> 1), even);
        Assert.True(YamlEvents.NarrowSignedEvent.TryDecode(recording[2], out YamlEvents.NarrowSignedEvent signed));
        Assert.Equal(new YamlEvents.NarrowSignedEvent(-4, 0, 0, 0, default), signed);
    }

    [Fact]
    public void Enums_of_a_file_come_back()
    {
        Recording recording = Recording.Of(static tracer => tracer.RecordEnums(1, EnumsOwn.Last, EnumsWide.Last, Far.Far, 3));
        Assert.True(YamlEvents.EnumsEvent.TryDecode(recording[0], out YamlEvents.EnumsEvent back));
        Assert.Equal(new YamlEvents.EnumsEvent(EnumsOwn.Last, EnumsWide.Last, Far.Far, 3), back);
        Assert.Equal(ulong.MaxValue, (ulong)Far.Far);
    }

    [Fact]
    public void Addresses_and_uuids_of_a_file_come_back()
    {
        var id = Guid.NewGuid();
        Recording recording = Recording.Of(tracer => tracer.RecordWide(1, id, null));
        Assert.True(YamlEvents.WideEvent.TryDecode(recording[0], out YamlEvents.WideEvent back));
        Assert.Equal(new YamlEvents.WideEvent(id, System.Net.IPAddress.IPv6Any), back);
    }

    [Fact]
    public void Characters_and_points_in_time_of_a_file_come_back()
    {
        var at = new DateTimeOffset(2026, 11, 20, 10, 29, 20, TimeSpan.Zero);
        Recording recording = Recording.Of(tracer => tracer.RecordTyped(1, 'ö', at));
        Assert.True(YamlEvents.TypedEvent.TryDecode(recording[0], out YamlEvents.TypedEvent back));
        Assert.Equal(new YamlEvents.TypedEvent('ö', at), back);
    }

    [Fact]
    public void An_event_without_fields_and_flow_is_one_word_of_zeros_in_flow_0()
    {
        Recording recording = Recording.Of(static tracer => tracer.RecordNoFields());
        Assert.Equal((0u, 0ul, 1), (recording[0].FlowId, recording[0].Payload, recording[0].WordCount));
    }

    [Fact]
    public void The_one_field_of_an_event_is_called_value()
    {
        Recording recording = Recording.Of(static tracer => tracer.RecordOneField(flowId: 5, value: ulong.MaxValue));
        Assert.Equal((5u, ulong.MaxValue), (recording[0].FlowId, recording[0].Payload));
    }

    [Fact]
    public void Field_names_that_are_taken_in_CSharp_get_another_name_there_and_none_on_the_wire()
    {
        Recording recording = Recording.Of(static tracer => tracer.RecordKeywords(1, @event: 2, @class: true, flowIdValue: 3, tracerValue: 4, eventType: 5));
        Assert.True(YamlEvents.KeywordsEvent.TryDecode(recording[0], out YamlEvents.KeywordsEvent back));
        Assert.Equal((2, true, 3u, 4u, 5u), (back.Event, back.Class, back.FlowId, back.Tracer, back.EventTypeField));
    }
}
