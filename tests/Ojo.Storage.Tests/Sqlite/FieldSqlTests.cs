using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Sqlite;

/// <summary>A view's columns say what the decoder in C# says, for fields of every type and place.</summary>
public sealed class FieldSqlTests : StoreContract
{
    private string Database => Path.Combine(Directory, "store.db");

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Database);

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Database);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_fields_are_decoded_alike_in_SQL_and_in_code(int seed)
    {
        var random = new Random(seed);
        EventDescriptor[] types = [.. Enumerable.Range(0, 20).Select(n => RandomType(random, (uint)(0x0002_0000 + n)))];
        Writer.AddSchema(5, Of(types));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 600; n++)
        {
            EventDescriptor type = types[random.Next(types.Length)];
            ulong[] words = [.. Enumerable.Range(0, type.WordCount).Select(_ => RandomWord(random))];
            trace.Add(n, 7, type.Id, words);
        }

        Ingest(trace, TraceName(10));

        using var shell = new SqlShell(Database);
        foreach (IGrouping<string, EventRow> events in AllEvents(new EventQuery()).GroupBy(row => row.Name))
        {
            List<object?[]> rows = shell.Query($"SELECT * FROM {events.Key} ORDER BY id");
            foreach ((EventRow expected, object?[] row) in events.Zip(rows, (left, right) => (left, right)))
            {
                Assert.Equal(expected.Fields.Select(field => AsSql(field.Value)), row[4..]);
            }

            Assert.Equal(events.Count(), rows.Count);
        }
    }

    [Fact]
    public void Floating_point_numbers_of_every_size_come_out_to_the_last_bit()
    {
        double[] numbers =
        [
            0, -0.0, 1, -1, Math.PI, 1e300, -1e300, 1e-300, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
            2.2250738585072014e-308, 2.225073858507201e-308, double.PositiveInfinity, double.NegativeInfinity, 0.1, 1 / 3.0, 4503599627370497.5,
        ];
        float[] singles = [0, 1, -1, 0.1f, float.Epsilon, float.MaxValue, float.MinValue, 1.17549435e-38f, float.PositiveInfinity];
        Writer.AddSchema(5, Of(
            Type(0x0002_0000, "WIDE", Field("value", FieldType.F64, 64)),
            Type(0x0002_0001, "NARROW", Field("value", FieldType.F32, 32)),
            Type(0x0002_0002, "NO_NUMBER", Field("value", FieldType.F64, 64))));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        var trace = new TraceFileBuilder().Add(0, 7, 0x0002_0002, BitConverter.DoubleToUInt64Bits(double.NaN));
        Array.ForEach(numbers, number => trace.Add(1, 7, 0x0002_0000, BitConverter.DoubleToUInt64Bits(number)));
        Array.ForEach(singles, number => trace.Add(1, 7, 0x0002_0001, BitConverter.SingleToUInt32Bits(number)));
        Ingest(trace, TraceName(10));

        using var shell = new SqlShell(Database);
        Assert.Equal(numbers.Cast<object>(), shell.Query("SELECT value FROM wide ORDER BY id").Select(row => row[0]!));
        Assert.Equal(singles.Select(number => (object)(double)number), shell.Query("SELECT value FROM narrow ORDER BY id").Select(row => row[0]!));
        Assert.Null(shell.Scalar("SELECT value FROM no_number"));
    }

    [Fact]
    public void Points_in_time_and_characters_are_written_as_a_person_would()
    {
        (long Ns, string Text)[] times =
        [
            (0, "1970-01-01T00:00:00.000000000Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"),
            (1_763_634_560_123_456_789, "2025-11-20T10:29:20.123456789Z"),
            (long.MaxValue, "2262-04-11T23:47:16.854775807Z"),
            (long.MinValue, "1677-09-21T00:12:43.145224192Z"),
        ];
        (char Unit, string Text)[] characters = [('x', "x"), ('\0', "U+0000"), ('\n', "U+000A"), ('\u0085', "U+0085"), ('\uD83D', "U+D83D"), ('\uFFFF', "\uFFFF"), ('ö', "ö")];
        Writer.AddSchema(5, Of(
            Type(0x0002_0000, "EXPIRES", Field("at", FieldType.Timestamp, 64)),
            Type(0x0002_0001, "TYPED", Field("letter", FieldType.Char, 16))));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        var trace = new TraceFileBuilder();
        Array.ForEach(times, time => trace.Add(1, 7, 0x0002_0000, (ulong)time.Ns));
        Array.ForEach(characters, character => trace.Add(1, 7, 0x0002_0001, character.Unit));
        Ingest(trace, TraceName(10));

        using var shell = new SqlShell(Database);
        Assert.Equal(times.Select(static time => time.Text), shell.Query("SELECT at FROM expires ORDER BY id").Select(static row => (string)row[0]!));
        Assert.Equal(characters.Select(static one => one.Text), shell.Query("SELECT letter FROM typed ORDER BY id").Select(static row => (string)row[0]!));
        Assert.Equal(times.Select(static time => time.Text), AllEvents(new EventQuery()).Where(static row => row.Name == "EXPIRES").Select(static row => (string?)row.Fields[0].Value));
        Assert.Equal(characters.Select(static one => one.Text), AllEvents(new EventQuery()).Where(static row => row.Name == "TYPED").Select(static row => (string?)row.Fields[0].Value));
    }

    [Fact]
    public void Strings_and_texts_are_looked_up()
    {
        Writer.AddSchema(5, Of(Type(0x0002_0000, "SAID", Field("who", FieldType.String, 32), Field("what", FieldType.Text, 0), Field("raw", FieldType.Bytes, 0))));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Ingest(new TraceFileBuilder().AddText(0, 4, MetaEvent.StringDefine, "Ada"u8)
            .Add(1, 7, 0x0002_0000, 4).AddText(1, 7, MetaEvent.Text, "hello"u8).AddText(1, 7, MetaEvent.Text, "raw"u8)
            .Add(2, 7, 0x0002_0000, 5), TraceName(10));
        using var shell = new SqlShell(Database);

        List<object?[]> rows = shell.Query("SELECT who, what, raw FROM said ORDER BY id");

        Assert.Equal(["Ada", "hello", "raw"u8.ToArray()], rows[0]);
        Assert.Equal([5L, null, null], rows[1]);
    }

    private static object? AsSql(object? value) => value switch
    {
        ulong number when number > long.MaxValue => number.ToString(),
        ulong number => (long)number,
        bool flag => flag ? 1L : 0L,
        double number when double.IsNaN(number) => null,
        string { Length: > 1 } text when System.Net.IPAddress.TryParse(text, out System.Net.IPAddress? address) => Expand(address),
        _ => value,
    };

    // A view writes an address out in full.
    private static string Expand(System.Net.IPAddress address) =>
        string.Join(':', Convert.ToHexStringLower(address.MapToIPv6().GetAddressBytes()).Chunk(4).Select(part => new string(part)));

    private static EventDescriptor RandomType(Random random, uint id)
    {
        var fields = new List<FieldDescriptor>();
        int count = random.Next(1, 7);
        for (int n = 0; n < count; n++)
        {
            FieldType type = (FieldType)random.Next(Enum.GetValues<FieldType>().Length);
            fields.Add(type switch
            {
                FieldType.F32 => Field($"f{n}", type, 32),
                FieldType.F64 => Field($"f{n}", type, 64),
                FieldType.Ip or FieldType.Uuid => Field($"f{n}", type, 128),
                FieldType.String => Field($"f{n}", type, 32),
                FieldType.Text or FieldType.Bytes => Field($"f{n}", FieldType.U64, 64),
                FieldType.Enum => RandomEnum(random, $"f{n}"),
                FieldType.Bool => Field($"f{n}", type, 1),
                FieldType.U8 or FieldType.I8 => Field($"f{n}", type, random.Next(1, 9)),
                FieldType.U16 or FieldType.I16 or FieldType.Char => Field($"f{n}", type, random.Next(1, 17)),
                FieldType.U32 or FieldType.I32 => Field($"f{n}", type, random.Next(1, 33)),
                _ => Field($"f{n}", type, random.Next(1, 65)),
            });
        }

        return Type(id, $"T{id:X}", [.. fields]);
    }

    private static FieldDescriptor RandomEnum(Random random, string name)
    {
        int bits = random.Next(1, 10);
        int values = random.Next(1, Math.Min(1 << bits, 200) + 1);
        return Field(name, FieldType.Enum, bits, FieldPart.None, [.. Enumerable.Range(0, values).Select(value => new EnumValue($"v{value}", value))]);
    }

    private static ulong RandomWord(Random random) => random.Next(3) switch
    {
        0 => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        1 => ulong.MaxValue,
        _ => (ulong)random.Next(1000) * 0x0001_0001_0001_0001,
    };
}
