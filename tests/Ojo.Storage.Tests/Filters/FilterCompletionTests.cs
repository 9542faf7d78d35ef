using Ojo.Catalogue;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Filters;

public sealed class FilterCompletionTests
{
    private static readonly StoredEventType[] s_types =
    [
        new(1, 2, Type(2, "PACKET_SENT", Field("packet_number", FieldType.U64, 64)) with { Category = "Packet", Role = EventRole.PacketSent, Provider = "ojo" }, 90),
        new(2, 4, Type(4, "PACKET_LOST_TIMEOUT", Field("packet_number", FieldType.U64, 64)) with { Category = "Packet", Role = EventRole.PacketLost, Provider = "ojo", Level = EventLevel.Warning }, 5),
        new(3, 0x300, Type(0x300, "CWND_UPDATED", Field("cwnd", FieldType.U64, 64) with { Unit = "bytes", Description = "The congestion window" }) with { Category = "Congestion Control" }, 500),
        new(4, 0x400, Type(0x400, "TOLD", Field("reason", FieldType.Enum, 8, values: [new EnumValue("timeout", 1), new EnumValue("time travel", 2)]), Field("loud", FieldType.Bool, 1), Field("role", FieldType.U8, 8)), 1),
    ];

    private static readonly StoredRun[] s_runs =
    [
        new(1, "edge-proxy", "node-4", 10, 0, 50, 0, 1, 1), new(2, "edge-proxy", "node-5", 11, 0, 60, 0, 1, 1), new(3, "client", null, 12, 0, 70, 0, 1, 1), new(4, null, null, 13, 0, 1, 0, 1, 1),
    ];

    private static readonly FlowRow[] s_flows = [new(new FlowKey(1, 7), null, 0, 1, 40, 0, 0, 0), new(new FlowKey(3, 71), null, 0, 1, 60, 0, 0, 0)];

    [Theory]
    [InlineData("type:pack|", 5, 4, "PACKET_SENT PACKET_LOST_TIMEOUT")]
    [InlineData("type:|PACKET_XX flow:7", 5, 9, "CWND_UPDATED PACKET_SENT PACKET_LOST_TIMEOUT TOLD")]
    [InlineData("-type:TOLD,cw|", 11, 2, "CWND_UPDATED")]
    [InlineData("type:lost|", 5, 4, "PACKET_LOST_TIMEOUT")]
    [InlineData("category:\"con|", 9, 4, "\"Congestion Control\"")]
    [InlineData("role:pack|", 5, 4, "packet_sent packet_lost")]
    [InlineData("level>=w|", 7, 1, "warning")]
    [InlineData("provider:|", 9, 0, "test ojo")]
    [InlineData("service:|", 8, 0, "edge-proxy client")]
    [InlineData("host:node|", 5, 4, "node-5 node-4")]
    [InlineData("run:|", 4, 0, "3 2 1 4")]
    [InlineData("flow:|", 5, 0, "3-71 1-7")]
    [InlineData("parent:1|", 7, 1, "1-7 3-71")]
    [InlineData("has:c|", 4, 1, "cwnd packet_number")]
    [InlineData("reason:t|", 7, 1, "timeout \"time travel\"")]
    [InlineData("loud:|", 5, 0, "true false")]
    [InlineData("TOLD.r|", 0, 6, "TOLD.reason TOLD.role")]
    [InlineData("cwnd>20|", 5, 2, "20bytes 20B 20KiB 20MiB 20GiB 20kB 20MB 20GB")]
    [InlineData("t:1s..2m|", 2, 6, "1s..2ms 1s..2min")]
    [InlineData("loss>5|", 5, 1, "5%")]
    [InlineData("t:|", 2, 0, "")]
    [InlineData("nothing:|", 8, 0, "")]
    [InlineData("serv|", 0, 4, "service:")]
    [InlineData("x ser|vice:edge", 2, 7, "service")]
    [InlineData("cwnd|", 0, 4, "cwnd> cwnd>= cwnd< cwnd<= cwnd= cwnd!= cwnd type:CWND_UPDATED")]
    [InlineData("a  | b", 3, 0, null)]
    public void What_may_stand_at_the_caret_is_offered_the_most_frequent_first(string text, int offset, int length, string? expected)
    {
        int caret = text.IndexOf('|', StringComparison.Ordinal);
        FilterCompletions completions = new FilterCatalogue(s_types, s_runs, flows: s_flows).Complete(text.Remove(caret, 1), caret);

        Assert.Equal((offset, length), (completions.Offset, completions.Length));
        if (expected is not null)
        {
            Assert.Equal(expected, string.Join(' ', completions.Items.Select(static item => item.Text)));
        }
        else
        {
            Assert.Contains(completions.Items, static item => item is { Text: "type:", Kind: "key" });
        }
    }

    [Fact]
    public void Completions_say_what_they_are_and_how_many_events_there_are_of_it()
    {
        var catalogue = new FilterCatalogue(s_types, s_runs, flows: s_flows);

        Assert.Equal(new FilterCompletion("PACKET_SENT", "type", "", 90), catalogue.Complete("type:PACKET_S", 13).Items[0]);
        Assert.Contains(new FilterCompletion("cwnd", "field", "The congestion window · bytes · CWND_UPDATED", 500), catalogue.Complete("cw", 2).Items);
        Assert.Contains(new FilterCompletion("packet_number", "field", "PACKET_SENT and 1 more", 95), catalogue.Complete("packet_n", 8).Items);
        Assert.Contains(new FilterCompletion("*.role", "field", "TOLD", 1), catalogue.Complete("rol", 3).Items);
        Assert.Equal(new FilterCompletion("edge-proxy", "service", "2 runs", 110), catalogue.Complete("service:", 8).Items[0]);
        Assert.Equal(new FilterCompletion("3", "run", "client", 70), catalogue.Complete("run:", 4).Items[0]);
        Assert.Equal(new FilterCompletion("3-71", "flow", "client", 60), catalogue.Complete("flow:", 5).Items[0]);
    }

    [Fact]
    public void In_a_flow_what_is_frequent_there_comes_first()
    {
        var catalogue = new FilterCatalogue(s_types, s_runs, [new TypeCount(4, 0x400, "TOLD", "Test", 8), new TypeCount(2, 4, "PACKET_LOST_TIMEOUT", "Packet", 9)]);

        Assert.Equal(["PACKET_LOST_TIMEOUT", "TOLD", "CWND_UPDATED", "PACKET_SENT"], catalogue.Complete("type:", 5).Items.Select(static item => item.Text));
    }

    [Fact]
    public void Every_completion_of_a_value_is_understood_where_it_is_put()
    {
        var catalogue = new FilterCatalogue(s_types, s_runs, flows: s_flows);
        foreach (string text in (string[])["type:", "category:", "role:", "level:", "provider:", "has:", "flow:", "run:", "service:", "host:", "reason:", "loud=", "cwnd>5", "t>5", "duration<5", "loss>5", "TOLD.reason!=", "t:..5"])
        {
            FilterCompletions completions = catalogue.Complete(text, text.Length);
            Assert.NotEmpty(completions.Items);
            Assert.All(completions.Items, item => catalogue.Check(Filter.Parse(text[..completions.Offset] + item.Text)));
        }
    }
}
