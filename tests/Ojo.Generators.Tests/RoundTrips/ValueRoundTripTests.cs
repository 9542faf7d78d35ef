using System.Net;
using Ojo.Catalogue;

namespace Ojo.Generators.Tests.RoundTrips;

public sealed class ValueRoundTripTests
{
    [Fact]
    public void A_value_of_one_member_is_a_field_of_the_parameters_name_and_comes_back_as_the_value()
    {
        Recording recording = Recording.Of(static tracer => tracer.RecordNumbered(1, new PacketNumber(ulong.MaxValue), new PacketNumber(1023)));
        Assert.True(ValueEvents.NumberedEvent.TryDecode(recording[0], out ValueEvents.NumberedEvent back));
        Assert.Equal(new ValueEvents.NumberedEvent(new PacketNumber(ulong.MaxValue), new PacketNumber(1023)), back);
        Assert.Equal([("packet_number", FieldPart.PacketNumber, 64), ("echoed", FieldPart.None, 10)], Fields("NUMBERED").Select(static f => (f.Name, f.Part, f.BitWidth)));
    }

    [Fact]
    public void Values_and_pairs_are_a_field_for_each_member_and_come_back_whole()
    {
        var when = (new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), DateTime.UnixEpoch);
        var range = new AckRange((1ul << 50) - 1, 7);
        Recording recording = Recording.Of(tracer => tracer.RecordAcked(1, true, in range, (5, ulong.MaxValue), ((1 << 20) - 1, 0), when));
        Assert.True(ValueEvents.AckedEvent.TryDecode(recording[0], out ValueEvents.AckedEvent back));
        Assert.Equal(new ValueEvents.AckedEvent(true, range, (5, ulong.MaxValue), ((1 << 20) - 1, 0), when), back);
        Assert.Equal(ulong.MaxValue, back.Packets.Last);
        Assert.Equal(
            [
                ("flag", FieldKind.State, "", 0, 1),
                ("range_smallest", FieldKind.Range, "packets", 1, 50),
                ("range_most", FieldKind.Range, "", 51, 50),
                ("packets_first", FieldKind.Range, "", 101, 64),
                ("packets_last", FieldKind.Range, "", 165, 64),
                ("offsets_first", FieldKind.Bytes, "bytes", 229, 20),
                ("offsets_last", FieldKind.Bytes, "bytes", 249, 20),
                ("when_from", FieldKind.Range, "", 269, 64),
                ("when_to", FieldKind.Range, "", 333, 64),
            ],
            Fields("ACKED").Select(static f => (f.Name, f.Kind, f.Unit, f.BitOffset, f.BitWidth)));
        Assert.Equal("What arrived", Fields("ACKED")[1].Description);
    }

    [Fact]
    public void A_struct_is_made_by_its_constructor_and_what_can_be_set_and_else_read_member_by_member()
    {
        var path = new PathState(IPAddress.Loopback, Colour.Infrared) { Name = "wifi", Load = 0.5f, Note = "slow" };
        Recording recording = Recording.Of(tracer =>
        {
            tracer.RecordPath(1, path, Opaque.OfHalf(21));
            tracer.RecordPath(1, default, default);
        });
        Assert.True(ValueEvents.PathEvent.TryDecode(recording[0], out ValueEvents.PathEvent back));
        Assert.Equal((21, 42), (back.OpaqueHalf, back.OpaqueWhole));
        Assert.Equal((path.Local, path.Colour, path.Name, path.Load, path.Note), (back.Path.Local, back.Path.Colour, back.Path.Name, back.Path.Load, back.Path.Note));
        Assert.True(ValueEvents.PathEvent.TryDecode(recording[1], out ValueEvents.PathEvent empty));
        Assert.Equal((IPAddress.IPv6Any, "", ""), (empty.Path.Local, empty.Path.Name, empty.Path.Note));
        Assert.Equal(
            ["path_local", "path_colour", "path_load", "path_name", "path_note", "opaque_half", "opaque_whole"],
            Fields("PATH").Select(static f => f.Name));
    }

    [Fact]
    public void Pairs_of_a_file_come_back()
    {
        Recording recording = Recording.Of(static tracer =>
        {
            tracer.RecordSpans(1, (1, 2), (TimeSpan.FromTicks(-1), TimeSpan.FromHours(1)), (Far.Near, Far.Far));
            tracer.RecordSpan(1, value: (3, uint.MaxValue));
        });
        Assert.True(YamlEvents.SpansEvent.TryDecode(recording[0], out YamlEvents.SpansEvent spans));
        Assert.Equal(new YamlEvents.SpansEvent((1, 2), (TimeSpan.FromTicks(-1), TimeSpan.FromHours(1)), (Far.Near, Far.Far)), spans);
        Assert.True(YamlEvents.SpanEvent.TryDecode(recording[1], out YamlEvents.SpanEvent span));
        Assert.Equal((3u, uint.MaxValue), span.Packets);
        Assert.Equal(
            [("packets_first", FieldKind.Range, "packets", 50), ("packets_last", FieldKind.Range, "packets", 50)],
            Fields("SPANS").Take(2).Select(static f => (f.Name, f.Kind, f.Unit, f.BitWidth)));
    }

    private static IReadOnlyList<FieldDescriptor> Fields(string name) => EventCatalogue.Providers
        .Where(static provider => provider.Name.StartsWith("tests.", StringComparison.Ordinal))
        .SelectMany(static provider => provider.Events)
        .Single(e => e.Name == name).Fields;
}
