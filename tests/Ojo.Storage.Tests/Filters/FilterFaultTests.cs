using Ojo.Catalogue;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Filters;

/// <summary>Every sentence with which a filter is refused, its place, and what is suggested instead.</summary>
public sealed class FilterFaultTests
{
    private static readonly FilterCatalogue s_catalogue = new(
        [
            new StoredEventType(1, 2, Type(2, "PACKET_SENT", Field("packet_number", FieldType.U64, 64)) with { Category = "Packet", Role = EventRole.PacketSent, Provider = "ojo" }, 9),
            new StoredEventType(2, 0x300, Type(0x300, "CWND_UPDATED", Field("cwnd", FieldType.U64, 64) with { Unit = "bytes" }) with { Category = "Congestion" }, 5),
            new StoredEventType(3, 0x400, Type(0x400, "TOLD",
                Field("reason", FieldType.Enum, 8, values: [new EnumValue("timeout", 1), new EnumValue("reordering", 2)]), Field("loud", FieldType.Bool, 1),
                Field("took", FieldType.Duration, 64), Field("at", FieldType.Timestamp, 64), Field("pace", FieldType.U64, 64) with { Unit = "bytes/s" },
                Field("share", FieldType.F64, 64), Field("role", FieldType.U8, 8)), 1),
            new StoredEventType(4, 0x70000001, null, 1),
        ],
        [new StoredRun(1, "edge-proxy", "node-4", 10, 0, 1, 0, 1, 1), new StoredRun(3, null, null, 11, 0, 1, 0, 1, 1)]);

    [Theory]
    [InlineData("a \0b", 2, 1, "", "The character U+0000 cannot stand in a filter. Take it away.")]
    [InlineData("type:A -", 7, 1, "", "Nothing follows the minus. Write what must not hold right after it: -type:PACKET_SENT.")]
    [InlineData("--lost", 0, 6, "-lost", "One minus is enough; a text that begins with one stands in quotation marks.")]
    [InlineData("x cwnd>", 2, 5, null, "Nothing follows “cwnd>”. Write a value right after it, without a blank.")]
    [InlineData("reason:a,,b", 8, 1, null, "A value is missing at this comma. Take the comma away, or put the text in quotation marks if the comma belongs to it.")]
    [InlineData("reason:a,", 8, 1, null, "A value is missing at this comma. Take the comma away, or put the text in quotation marks if the comma belongs to it.")]
    [InlineData("x \"open it", 2, 8, "\"open it\"", "The quotation mark is not closed. Close it with another \".")]
    [InlineData("\"a\"b\"", 0, 5, null, "After a quotation mark that closes there must be a comma or a blank. Text with quotation marks in it stands in the other kind: 'say \"hello\"'.")]
    [InlineData("it's", 0, 4, "\"it's\"", "A quotation mark stands within a text. Put all of the text in quotation marks of the other kind.")]
    [InlineData("\"a\tb\"", 2, 1, " ", "A text stands on one line, without a tab. Write a blank here.")]
    [InlineData("type:*a*b*c*d*e*f*g*h*", 5, 17, null, "A value has at most 8 wildcards *. Leave some out.")]
    [InlineData("=5", 0, 2, "\"=5\"", "“=5” begins with an operator. Write the name of a field before it, such as cwnd>20KiB; a text that is looked for stands in quotation marks.")]
    [InlineData("10.0.0.1:443", 0, 12, "\"10.0.0.1:443\"", "“10.0.0.1” is no name of a field. A text that is looked for as it is stands in quotation marks.")]
    [InlineData("type~SENT", 0, 5, "type:", "“type~” asks for a piece of a text. Write a wildcard instead: type:*piece*.")]
    [InlineData("flow>=7", 0, 6, "flow:", "“flow>=” asks for an order, which this has none of. Write flow:value.")]
    [InlineData("type:PACKET_SNET", 5, 11, "PACKET_SENT", "No event type of this store is called “PACKET_SNET”. Did you mean PACKET_SENT?")]
    [InlineData("type:ZZZ*", 5, 4, null, "No event type of this store is called “ZZZ*”. There is 0x70000001, CWND_UPDATED, PACKET_SENT, TOLD.")]
    [InlineData("category:Pocket", 9, 6, "Packet", "There is no category “Pocket” (a field of that name is asked for with *.category=…). Did you mean Packet?")]
    [InlineData("provider:quux", 9, 4, null, "There is no provider “quux” (a field of that name is asked for with *.provider=…). There is ojo, test.")]
    [InlineData("role:packet_snt", 5, 10, "packet_sent", "There is no role “packet_snt” (a field of that name is asked for with *.role=…). Did you mean packet_sent?")]
    [InlineData("level:wran", 6, 4, null, "There is no level “wran”. There is debug, error, info, trace, warning.")]
    [InlineData("level>=info,error", 0, 17, null, "A level is compared with one other. Write level:warning,error for any of several.")]
    [InlineData("has:cwdn", 4, 4, "cwnd", "No event type of this store has a field “cwdn”. Did you mean cwnd?")]
    [InlineData("cwdn>5", 0, 4, "cwnd", "No event type of this store has a field “cwdn”. Did you mean cwnd?")]
    [InlineData("typ:X", 0, 3, "type", "No event type of this store has a field “typ”. Did you mean type?")]
    [InlineData("CWND_UPDATD.cwnd>5", 0, 11, "CWND_UPDATED", "No event type of this store is called “CWND_UPDATD”. Did you mean CWND_UPDATED?")]
    [InlineData("TOLD.cwnd>5", 5, 4, null, "TOLD has no field “cwnd”. There is at, loud, pace, reason, role, share, took.")]
    [InlineData("*D.packet_numbr>5", 3, 12, null, "None of the event types *D has a field “packet_numbr”. There is at, cwnd, loud, pace, reason, role, share, took.")]
    [InlineData("reason:timeot", 7, 6, "timeout", "“timeot” is no value of reason. Did you mean timeout?")]
    [InlineData("reason:timeout,quux", 15, 4, null, "“quux” is no value of reason. There is reordering, timeout.")]
    [InlineData("loud:maybe", 5, 5, null, "loud is true or false, and “maybe” is neither. There is false, true.")]
    [InlineData("at>noon", 3, 4, null, "at is a point in time, such as 2026-01-31T12:00:00Z, and “noon” is none.")]
    [InlineData("cwnd>much", 5, 4, null, "\"much\" is no number; cwnd is one of bytes.")]
    [InlineData("cwnd>5ms", 6, 2, null, "\"ms\" is no unit of cwnd, which is a number of bytes; bytes, B, KiB, MiB, GiB, kB, MB, GB are understood.")]
    [InlineData("took>5", 5, 1, null, "took is a length of time: write 5 with its unit, ns, us, µs, ms, s, min, h.")]
    [InlineData("pace>5ms", 6, 2, null, "\"ms\" is no unit of pace, which is a number of bytes/s; bytes/s, B/s, KiB/s, MiB/s, GiB/s, kB/s, MB/s, GB/s, bit/s, b/s, kb/s, Mb/s, Gb/s, kbit/s, Mbit/s, Gbit/s are understood.")]
    [InlineData("packet_number>5ms", 15, 2, null, "\"ms\" is no unit of packet_number, which is a number without a unit.")]
    [InlineData("share>NaN", 6, 3, null, "\"NaN\" is no number; share is one without a unit.")]
    [InlineData("cwnd>9999999999999999999999999999GiB", 33, 3, null, "9999999999999999999999999999 GiB is too much.")]
    [InlineData("flow:seven", 5, 5, null, "“seven” is no flow. Write its id, 7, or with its run before it, 1-7.")]
    [InlineData("parent:1-x", 7, 3, null, "“1-x” is no flow. Write its id, 7, or with its run before it, 1-7.")]
    [InlineData("run:edge", 4, 4, null, "“edge” is no run. Write its number, as in run:3; service:name and host:name choose runs by who they are.")]
    [InlineData("run:2", 4, 1, null, "There is no run 2 in this store. There is 1, 3.")]
    [InlineData("service:edge-prxy", 8, 9, "edge-proxy", "No run of this store is of a service “edge-prxy”. Did you mean edge-proxy?")]
    [InlineData("host:x", 5, 1, null, "No run of this store is of a host “x”. There is node-4.")]
    [InlineData("loss>5ms", 6, 2, null, "\"ms\" is no unit of loss, which is a number of %. loss is the flow's own number; an event's field of that name is asked for with *.loss.")]
    [InlineData("t:5s", 2, 2, "5s..", "t:5s is no range of time. Write t:5s.. for all from then on, t:..5s for all before, t:1.2s..3s for what is between, or t>=5s.")]
    [InlineData("t:..", 2, 2, null, "A range of time begins or ends somewhere: t:1.2s.., t:..3s, or t:1.2s..3s.")]
    [InlineData("t:3s..1s", 2, 6, "1s..3s", "The range ends at 1s, before it begins at 3s.")]
    [InlineData("t>5", 2, 1, null, "t is a length of time: write 5 with its unit, ns, us, µs, ms, s, min, h.")]
    public void A_fault_says_what_is_wrong_and_where_and_what_to_write(string text, int offset, int length, string? suggestion, string sentence)
    {
        FilterException fault = Assert.Throws<FilterException>(() => s_catalogue.Check(Filter.Parse(text)));

        Assert.Equal((sentence, offset, length, suggestion), (fault.Message, fault.Offset, fault.Length, fault.Suggestion));
    }

    [Fact]
    public void What_is_suggested_is_understood_in_the_place_of_what_was_wrong()
    {
        foreach (string text in (string[])["type:PACKET_SNET", "typ:TOLD", "--sent", "it's", "x \"open it", "=5", "type~*SENT*", "flow>=7", "t:5s", "t:3s..1s", "reason:timeot", "service:edge-prxy", "has:cwdn"])
        {
            string mended = text;
            FilterException? fault = Find(mended);
            for (int tries = 0; fault is not null && tries < 2; tries++)
            {
                Assert.NotNull(fault.Suggestion);
                mended = string.Concat(mended.AsSpan(0, fault.Offset), fault.Suggestion, mended.AsSpan(fault.Offset + fault.Length));
                fault = Find(mended);
            }

            Assert.True(fault is null, $"{text} became {mended}");
        }

        static FilterException? Find(string text)
        {
            try
            {
                s_catalogue.Check(Filter.Parse(text));
                return null;
            }
            catch (FilterException fault)
            {
                return fault;
            }
        }
    }

    [Fact]
    public void Half_of_a_pair_is_no_character()
    {
        FilterException fault = Assert.Throws<FilterException>(static () => Filter.Parse("x\ud800y"));

        Assert.Equal(("The character U+D800 cannot stand in a filter. Take it away.", 1, 1, ""), (fault.Message, fault.Offset, fault.Length, fault.Suggestion));
    }

    [Fact]
    public void Too_much_is_said_with_what_is_too_much()
    {
        FilterException characters = Assert.Throws<FilterException>(static () => Filter.Parse(new string('a', 4100)));
        Assert.Equal(("The filter has 4100 characters, and 4096 are the most. Leave something out.", 4096, 4, ""), (characters.Message, characters.Offset, characters.Length, characters.Suggestion));

        FilterException terms = Assert.Throws<FilterException>(static () => Filter.Parse(string.Join(' ', Enumerable.Repeat("a", 66))));
        Assert.Equal(("A filter has at most 64 terms. Join several of a kind with commas: type:A,B.", 128, 3), (terms.Message, terms.Offset, terms.Length));
    }
}
