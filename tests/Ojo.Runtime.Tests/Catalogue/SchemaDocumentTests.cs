using System.Text;
using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Catalogue;

public sealed class SchemaDocumentTests
{
    [Fact]
    public void Everything_that_a_declaration_says_is_read()
    {
        SchemaDocument schema = SchemaDocument.Parse("""
            {"format":1,"providers":[{"provider":"game.netcode","namespace":"Game","events":[
              {"id":65553,"name":"TICK","fields":[]},
              {"id":65552,"name":"SNAPSHOT_SENT","category":"Game","description":"A snapshot left","level":"warning","role":"packet_sent",
               "chart":"scatter","flow":false,"since":"0.1","retired":"0.3","renamed_from":"PACKET_OUT","fields":[
                {"name":"tick","type":"u32","kind":"identifier","part":"packet_number","offset":0,"bits":32},
                {"name":"reason","type":"enum","unit":"","description":"Why","part":"reason","kind":"state","offset":32,"bits":8,"values":{"tail":2,"timer":-1}}]}]}]}
            """u8);
        Assert.Equal(["SNAPSHOT_SENT", "TICK"], schema.Events.Select(static e => e.Name));
        EventDescriptor sent = schema.Events[0];
        Assert.Equal(
            (0x10010u, "game.netcode", "Game", "A snapshot left", EventLevel.Warning, EventRole.PacketSent, ChartHint.Scatter, false),
            (sent.Id, sent.Provider, sent.Category, sent.Description, sent.Level, sent.Role, sent.Chart, sent.Flow));
        Assert.Equal("PACKET_OUT", sent.RenamedFrom);
        Assert.Equal(("0.1", "0.3", "", ""), (sent.Since, sent.Retired, schema.Events[1].Since, schema.Events[1].Retired));
        FieldDescriptor reason = sent.Fields[1];
        Assert.Equal(
            ("reason", FieldType.Enum, FieldKind.State, FieldPart.Reason, "Why", 32, 8),
            (reason.Name, reason.Type, reason.Kind, reason.Part, reason.Description, reason.BitOffset, reason.BitWidth));
        Assert.Equal([new EnumValue("timer", -1), new EnumValue("tail", 2)], reason.Values);
        Assert.Equal((EventLevel.Info, EventRole.None, true), (schema.Events[1].Level, schema.Events[1].Role, schema.Events[1].Flow));
    }

    [Fact]
    public void Unknown_words_stand_for_none()
    {
        SchemaDocument schema = SchemaDocument.Parse("""
            {"providers":[{"provider":"p","events":[{"id":1,"name":"E","role":"teleported","level":"loud","chart":"3","later":[],
             "fields":[{"name":"f","type":"u512","kind":"7","part":"soul"}]}]}]}
            """u8);
        EventDescriptor e = schema.Events[0];
        Assert.Equal((EventRole.None, EventLevel.Info, ChartHint.Auto), (e.Role, e.Level, e.Chart));
        Assert.Equal((FieldType.U64, FieldKind.None, FieldPart.None), (e.Fields[0].Type, e.Fields[0].Kind, e.Fields[0].Part));
    }

    [Fact]
    public void An_id_with_two_meanings_is_left_out_and_takes_nothing_else_with_it()
    {
        SchemaDocument schema = SchemaDocument.Parse("""
            {"providers":[
              {"provider":"p","events":[{"id":1,"name":"A"},{"id":2,"name":"SIZED","fields":[{"name":"size","type":"u16","offset":0,"bits":16}]},{"id":3,"name":"C"}]},
              {"provider":"q","events":[{"id":1,"name":"B"},{"id":2,"name":"SIZED","fields":[{"name":"size","type":"u32","offset":0,"bits":32}]}]}]}
            """u8);
        Assert.Equal(["C"], schema.Events.Select(static e => e.Name));
    }

    [Fact]
    public void An_event_that_two_assemblies_declare_alike_is_one()
    {
        const string Declaration = """
            {"provider":"p","events":[{"id":1,"name":"A","fields":[{"name":"why","type":"enum","offset":0,"bits":8,"values":{"tail":2,"timer":1}}]}]}
            """;
        SchemaDocument schema = SchemaDocument.Parse(Encoding.UTF8.GetBytes($$"""{"providers":[{{Declaration}},{{Declaration}}]}"""));
        Assert.Equal("A", Assert.Single(schema.Events).Name);
    }

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("""{"format":9}""", "format 9")]
    [InlineData("""{"providers":{}}""", "array")]
    [InlineData("""{"providers":[7]}""", "object was expected")]
    [InlineData("""{"providers":[{"events":[]}]}""", "no \"provider\"")]
    [InlineData("""{"providers":[{"provider":"p","events":[{"id":1}]}]}""", "no \"name\"")]
    [InlineData("""{"providers":[{"provider":"p","events":[{"name":"E"}]}]}""", "event id")]
    [InlineData("""{"providers":[{"provider":"p","events":[{"id":4294967295,"name":"E"}]}]}""", "event id")]
    [InlineData("""{"providers":[{"provider":"p","events":[{"id":1,"name":"A","fields":[{"name":"f","bits":129}]}]}]}""", "from 0 to 128")]
    [InlineData("""{"providers":[{"provider":"p","events":[{"id":1,"name":"A","fields":[{"name":"f","offset":-1}]}]}]}""", "\"offset\"")]
    [InlineData("""{"providers":[{"provider":"p","events":[{"id":1,"name":"A","fields":[{"name":"f","values":{"x":"y"}}]}]}]}""", "\"values\"")]
    public void What_is_not_a_schema_is_refused_with_a_reason(string json, string reason)
    {
        TraceFormatException thrown = Assert.Throws<TraceFormatException>(() => SchemaDocument.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_the_beginning_of_the_SHA_256() =>
        Assert.Equal(0xba7816bf8f01cfeaul, SchemaDocument.HashOf("abc"u8));

    [Fact]
    public void The_schema_that_the_built_in_provider_wrote_down_says_what_its_descriptors_say()
    {
        // Other tests declare events of their own.
        EventProvider builtIn = Assert.Single(EventCatalogue.Providers, static provider => provider.Name == "ojo");
        SchemaDocument schema = SchemaDocument.Parse(SchemaJson.Join([builtIn]));
        EventDescriptor[] declared = [.. builtIn.Events.OrderBy(static e => e.Id)];
        Assert.Equal(declared.Select(Describe), schema.Events.Select(Describe));
    }

    private static string Describe(EventDescriptor e) =>
        $"{e with { Fields = [] }} {string.Join(", ", e.Fields.Select(static f => $"{f with { Values = [] }} {string.Join(' ', f.Values)}"))}";
}
