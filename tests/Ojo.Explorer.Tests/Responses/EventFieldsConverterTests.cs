using System.Text.Json;
using Ojo.Catalogue;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Responses;

public sealed class EventFieldsConverterTests
{
    [Fact]
    public void The_declared_type_decides_how_a_number_is_written()
    {
        EventDescriptor type = FakeStore.Describe("X",
            Field("wide", FieldType.U64), Field("signed", FieldType.I64), Field("narrow", FieldType.U32), Field("minus", FieldType.I8),
            Field("time", FieldType.Duration), Field("state", FieldType.Enum), Field("other", FieldType.Enum), Field("flag", FieldType.Bool));

        Assert.Equal(
            """{"wide":"1","signed":"-1","narrow":4294967295,"minus":-1,"time":5000000000,"state":"slow start","other":9,"flag":true}""",
            Write(type,
                new("wide", 1UL), new("signed", -1L), new("narrow", 4294967295UL), new("minus", -1L),
                new("time", 5_000_000_000L), new("state", "slow start"), new("other", 9UL), new("flag", true)));
    }

    [Fact]
    public void What_JSON_has_no_number_for_is_a_word()
    {
        EventDescriptor type = FakeStore.Describe("X",
            Field("a", FieldType.F64), Field("b", FieldType.F64), Field("c", FieldType.F64), Field("d", FieldType.F64));

        Assert.Equal("""{"a":"NaN","b":"Infinity","c":"-Infinity","d":0.5}""",
            Write(type, new("a", double.NaN), new("b", double.PositiveInfinity), new("c", double.NegativeInfinity), new("d", 0.5)));
    }

    [Fact]
    public void A_field_of_a_type_that_is_not_known_yet_keeps_every_digit() =>
        Assert.Equal("""{"n":"18446744073709551615"}""", Write(null, new FieldValue("n", ulong.MaxValue)));

    [Fact]
    public void A_field_is_found_by_name_where_those_before_it_are_missing()
    {
        EventDescriptor type = FakeStore.Describe("X", Field("text", FieldType.Text), Field("size", FieldType.U16));

        Assert.Equal("""{"size":1200}""", Write(type, new FieldValue("size", 1200UL)));
    }

    [Fact]
    public void Names_and_texts_that_would_be_markup_come_through_as_they_are()
    {
        string json = Write(FakeStore.Describe("X", Field("\"</script>", FieldType.Text)), new FieldValue("\"</script>", "<img src=x onerror=alert(1)>"));

        Assert.Equal("<img src=x onerror=alert(1)>", JsonElement.Parse(json).GetProperty("\"</script>").GetString());
    }

    private static FieldDescriptor Field(string name, FieldType type) => new() { Name = name, Type = type, BitOffset = 0, BitWidth = 8 };

    private static string Write(EventDescriptor? type, params FieldValue[] values)
    {
        EventRow row = new(1, default, 0, 1, 1, "X", 0, values);
        string json = JsonSerializer.Serialize(EventResponse.Of(row, type is null ? null : new(1, 1, type, 1)), ExplorerJson.Api.EventResponse);
        return JsonElement.Parse(json).GetProperty("fields").GetRawText();
    }
}
