using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Generators.Tests.RoundTrips;

public sealed class CatalogueTests
{
    private static readonly EventProvider s_yaml = EventCatalogue.Providers.Single(static provider => provider.Name == "tests.yaml");

    [Fact]
    public void Every_provider_of_the_program_is_registered_before_anything_is_recorded() => Assert.Superset(
        new HashSet<string> { "Ojo.Generators.Tests.RoundTrips", "ojo", "tests.other", "tests.yaml" },
        EventCatalogue.Providers.Select(static provider => provider.Name).ToHashSet());

    [Fact]
    public void Whoever_reads_by_the_catalogue_reads_what_the_decoder_reads()
    {
        Recording recording = Recording.Of(static tracer =>
        {
            tracer.RecordNarrowSigned(1, -4, 255, -1, -4294967296L, TimeSpan.FromTicks(-1));
            tracer.RecordNarrowUnsigned(1, 1, 0x7001, 0x10001, ulong.MaxValue >> 2);
            tracer.RecordEnums(1, EnumsOwn.First, EnumsWide.Last, Far.Far, 3);
        });
        Assert.True(YamlEvents.NarrowSignedEvent.TryDecode(recording[0], out YamlEvents.NarrowSignedEvent signed));
        Assert.Equal([signed.A, signed.B, signed.C, signed.D, signed.E.Ticks * 100], Read(recording[0]));
        Assert.True(YamlEvents.NarrowUnsignedEvent.TryDecode(recording[1], out YamlEvents.NarrowUnsignedEvent unsigned));
        Assert.Equal([unsigned.A, unsigned.B, unsigned.C, (long)unsigned.D], Read(recording[1]));
        Assert.True(YamlEvents.EnumsEvent.TryDecode(recording[2], out YamlEvents.EnumsEvent enums));
        Assert.Equal([(long)enums.Own, (long)enums.Wide, -1, enums.Number], Read(recording[2]));
    }

    [Fact]
    public void Enum_values_in_the_catalogue_are_the_fields_bits()
    {
        EventDescriptor everything = EventCatalogue.Providers.SelectMany(static p => p.Events).Single(static e => e.Id == 0x00010001);
        Assert.Equal([new("red", 0), new("deep_blue", 300), new("infrared", 0xFFFF)], everything.Fields.Single(static f => f.Name == "colour").Values);
        Assert.Equal([new("red", 0), new("deep_blue", 300), new("infrared", 0x3FF)], everything.Fields.Single(static f => f.Name == "narrow_colour").Values);
        Assert.Equal("sunday", everything.Fields.Single(static f => f.Name == "day").Values[0].Name);
        EventDescriptor enums = s_yaml.Events.Single(static e => e.Name == "ENUMS");
        Assert.Equal([new("far", -1), new("near", 0)], enums.Fields.Single(static f => f.Name == "far").Values.OrderBy(static v => v.Value));
        Assert.Equal(FieldType.Enum, enums.Fields.Single(static f => f.Name == "number").Type);
    }

    [Fact]
    public void Every_decoders_number_is_in_the_catalogue()
    {
        IEnumerable<Type> decoders = typeof(CatalogueTests).Assembly.GetTypes().Concat(typeof(TransportEvents).Assembly.GetTypes())
            .Where(static type => type.GetField("EventType", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true });
        uint[] numbers = [.. decoders.Select(static type => (uint)type.GetField("EventType")!.GetRawConstantValue()!).Order()];
        Assert.Equal(EventCatalogue.Providers.SelectMany(static p => p.Events).Select(static e => e.Id).Order(), numbers);
        Assert.NotEmpty(numbers);
    }

    [Fact]
    public void The_schema_says_the_same_as_the_descriptors()
    {
        foreach (EventProvider provider in EventCatalogue.Providers)
        {
            string json = $"{{\"format\":1,\"providers\":[{Encoding.UTF8.GetString(provider.SchemaJson)}]}}";
            SchemaDocument document = SchemaDocument.Parse(Encoding.UTF8.GetBytes(json));
            Assert.Equivalent(provider.Events, document.Events, strict: true);
        }
    }

    [Fact]
    public void The_seed_names_every_event_once_however_often_it_is_run()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, "CREATE TABLE event_types (event_type INTEGER PRIMARY KEY, name TEXT, category TEXT, description TEXT)");
        foreach (EventProvider provider in EventCatalogue.Providers.Concat(EventCatalogue.Providers))
        {
            Execute(connection, Encoding.UTF8.GetString(provider.SqlSeed));
        }

        using SqliteCommand query = connection.CreateCommand();
        query.CommandText = "SELECT event_type, name, category, description FROM event_types ORDER BY event_type";
        using SqliteDataReader rows = query.ExecuteReader();
        foreach (EventDescriptor e in EventCatalogue.Providers.SelectMany(static p => p.Events).OrderBy(static e => e.Id))
        {
            Assert.True(rows.Read());
            Assert.Equal((e.Id, e.Name, e.Category, e.Description), (rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)));
        }

        Assert.False(rows.Read());
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The seed is the text that is tested.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The fields as somebody reads them who has the catalogue and no decoder.</summary>
    private static List<long> Read(TraceEvent e)
    {
        uint type = e.EventType;
        var values = new List<long>();
        foreach (FieldDescriptor field in s_yaml.Events.Single(one => one.Id == type).Fields)
        {
            bool isSigned = field.Type is FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration;
            values.Add(isSigned ? e.SignedBits(field.BitOffset, field.BitWidth) : (long)e.Bits(field.BitOffset, field.BitWidth));
        }

        return values;
    }
}
