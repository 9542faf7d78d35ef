using System.Reflection;
using Ojo.Catalogue;

namespace Ojo.Generators.Tests.BuiltIn;

/// <summary>The repository's events.yaml against the two tables of docs/FORMAT.md, section 2.</summary>
public sealed class BuiltInEventTests
{
    private static readonly EventProvider s_provider = EventCatalogue.Providers.Single(static provider => provider.Name == "ojo");

    // id, name, category, fields in order of packing with their widths
    public static TheoryData<uint, string, string, string> Table => new()
    {
        { 0x001, "PACKET_CREATED", "Packet", "packet_number:64" },
        { 0x002, "PACKET_SENT", "Packet", "packet_number:64" },
        { 0x003, "PACKET_ACKED", "Packet", "packet_number:64" },
        { 0x004, "PACKET_LOST_TIMEOUT", "Packet", "packet_number:64" },
        { 0x005, "PACKET_LOST_DUPLICATE_ACK", "Packet", "packet_number:64" },
        { 0x006, "PACKET_RETRANSMIT_OLD", "Packet", "packet_number:64" },
        { 0x007, "PACKET_RETRANSMIT_NEW", "Packet", "packet_number:64" },
        { 0x008, "PACKET_RECEIVED", "Packet", "packet_number:64" },
        { 0x009, "PACKET_SENT_SIZED", "Packet", "packet_number:46 space:2 size:16" },
        { 0x00A, "PACKET_RECEIVED_SIZED", "Packet", "packet_number:46 space:2 size:16" },
        { 0x00B, "PACKET_DISCARDED", "Packet", "packet_number:48 reason:8" },
        { 0x00C, "PACKET_ACKED_IN_SPACE", "Packet", "packet_number:62 space:2" },
        { 0x00D, "PACKET_LOST_IN_SPACE", "Packet", "packet_number:56 space:2 reason:6" },
        { 0x100, "STREAM_OPENED", "Stream", "stream_id:64" },
        { 0x101, "STREAM_LINK_PARENT", "Stream", "parent_flow_id:64" },
        { 0x102, "STREAM_FIN_SENT", "Stream", "stream_id:64" },
        { 0x103, "STREAM_FIN_ACKED", "Stream", "stream_id:64" },
        { 0x104, "STREAM_CLOSED", "Stream", "stream_id:56 reason:8" },
        { 0x105, "STREAM_DATA_SENT", "Stream", "stream_id:64 offset:64 length:32" },
        { 0x106, "STREAM_DATA_ACKED", "Stream", "stream_id:64 offset:64 length:32" },
        { 0x107, "STREAM_DATA_RECEIVED", "Stream", "stream_id:64 offset:64 length:32" },
        { 0x200, "CONNECTION_MAX_DATA_UPDATE", "FlowControl", "max_data:64" },
        { 0x201, "STREAM_MAX_DATA_UPDATE", "FlowControl", "max_data:64" },
        { 0x202, "DATA_BLOCKED", "FlowControl", "reason:8 limit:56" },
        { 0x203, "DATA_UNBLOCKED", "FlowControl", "reason:8" },
        { 0x300, "CWND_UPDATED", "CongestionControl", "cwnd:64" },
        { 0x301, "SSTHRESH_UPDATED", "CongestionControl", "ssthresh:64" },
        { 0x302, "LOSS_STATE_UPDATED", "CongestionControl", "state:64" },
        { 0x303, "BYTES_IN_FLIGHT_UPDATED", "CongestionControl", "bytes_in_flight:64" },
        { 0x304, "RTT_UPDATED", "CongestionControl", "latest:32 smoothed:32" },
        { 0x305, "RTT_BOUNDS_UPDATED", "CongestionControl", "min:32 variance:32" },
        { 0x306, "PACING_RATE_UPDATED", "CongestionControl", "pacing_rate:64" },
        { 0x307, "PTO_COUNT_UPDATED", "CongestionControl", "pto_count:64" },
        { 0x400, "CONNECTION_OPENED", "Connection", "role:8 peer:56" },
        { 0x401, "CONNECTION_CLOSED", "Connection", "reason:8 code:56" },
        { 0x402, "CONNECTION_STATE_UPDATED", "Connection", "state:8" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_event_of_the_table_has_its_number_name_category_and_packing(uint id, string name, string category, string fields)
    {
        EventDescriptor descriptor = s_provider.Events.Single(one => one.Id == id);
        Assert.Equal((name, category), (descriptor.Name, descriptor.Category));
        Assert.Equal(fields, string.Join(' ', descriptor.Fields.Select(static field => $"{field.Name}:{field.BitWidth}")));
        int offset = 0;
        foreach (FieldDescriptor field in descriptor.Fields)
        {
            Assert.Equal(offset, field.BitOffset);
            Assert.NotEqual("", field.Description);
            offset += field.BitWidth;
        }

        Assert.NotEqual("", descriptor.Description);
    }

    [Fact]
    public void There_are_no_others() => Assert.Equal(Table.Select(static row => row.Data.Item1), s_provider.Events.Select(static e => e.Id));

    [Theory]
    [MemberData(nameof(Table))]
    public void Events_of_one_field_are_recorded_by_flow_and_value(uint id, string name, string category, string fields)
    {
        EventDescriptor descriptor = s_provider.Events.Single(one => one.Id == id);
        string method = "Record" + string.Concat(name.Split('_').Select(static word => word[0] + word[1..].ToLowerInvariant()));
        MethodInfo recorder = typeof(TransportEvents).GetMethod(method)!;
        string signature = string.Join(", ", recorder.GetParameters().Select(static p => $"{p.ParameterType.Name} {p.Name}"));
        Assert.StartsWith("Tracer tracer, UInt32 flowId, ", signature, StringComparison.Ordinal);
        if (descriptor.Fields.Count == 1)
        {
            Assert.Equal("Tracer tracer, UInt32 flowId, UInt64 value", signature);
        }

        Assert.Equal(descriptor.Fields.Count + 2, recorder.GetParameters().Length);
        Assert.NotEqual("", category + fields);
    }

    [Theory]
    [InlineData("LOSS_STATE_UPDATED", "state", "open disorder recovery loss")]
    [InlineData("PACKET_LOST_IN_SPACE", "reason", "unspecified timeout reordering duplicate_ack")]
    [InlineData("PACKET_SENT_SIZED", "space", "application_data initial handshake")]
    [InlineData("DATA_BLOCKED", "reason", "congestion connection_limit stream_limit pacing application amplification scheduling")]
    [InlineData("CONNECTION_OPENED", "role", "client server")]
    public void Enums_have_the_values_of_the_table_counted_from_zero(string name, string field, string values)
    {
        FieldDescriptor descriptor = s_provider.Events.Single(e => e.Name == name).Fields.Single(f => f.Name == field);
        Assert.Equal(FieldType.Enum, descriptor.Type);
        Assert.Equal(values, string.Join(' ', descriptor.Values.Select(static value => value.Name)));
        Assert.Equal(Enumerable.Range(0, descriptor.Values.Count).Select(static i => (long)i), descriptor.Values.Select(static value => value.Value));
    }

    [Theory]
    [InlineData("PACKET_SENT", EventRole.PacketSent, "PacketNumber")]
    [InlineData("PACKET_LOST_IN_SPACE", EventRole.PacketLost, "PacketNumber Space Reason")]
    [InlineData("PACKET_RETRANSMIT_OLD", EventRole.PacketRetransmitted, "PacketNumber")]
    [InlineData("PACKET_RETRANSMIT_NEW", EventRole.PacketRetransmitted, "Value")]
    [InlineData("STREAM_DATA_SENT", EventRole.StreamDataSent, "StreamId Offset Length")]
    [InlineData("STREAM_LINK_PARENT", EventRole.None, "None")]
    [InlineData("CONNECTION_MAX_DATA_UPDATE", EventRole.ConnectionLimit, "Value")]
    [InlineData("CWND_UPDATED", EventRole.Window, "Value")]
    [InlineData("RTT_UPDATED", EventRole.Rtt, "Latest Smoothed")]
    [InlineData("RTT_BOUNDS_UPDATED", EventRole.Rtt, "Min Variance")]
    [InlineData("DATA_BLOCKED", EventRole.Blocked, "Reason Value")]
    [InlineData("CONNECTION_STATE_UPDATED", EventRole.State, "Value")]
    public void Roles_and_parts_are_the_obvious_ones(string name, EventRole role, string parts)
    {
        EventDescriptor descriptor = s_provider.Events.Single(e => e.Name == name);
        Assert.Equal(role, descriptor.Role);
        Assert.Equal(parts, string.Join(' ', descriptor.Fields.Select(static field => field.Part)));
    }
}
