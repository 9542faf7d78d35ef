using System.Globalization;
using Ojo.Catalogue;
using Ojo.Interop.Exporting;
using Ojo.Interop.Importing;
using Ojo.Interop.Tests.Exporting;
using Ojo.Interop.Tests.Importing;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Parquet;

/// <summary>Exports of a store to Parquet, read back by DuckDB.</summary>
public sealed class ParquetExportTests : IDisposable
{
    private static readonly Dictionary<FieldType, string> s_types = new()
    {
        [FieldType.Bool] = "BOOLEAN",
        [FieldType.F32] = "FLOAT",
        [FieldType.F64] = "DOUBLE",
        [FieldType.I8] = "BIGINT",
        [FieldType.I32] = "BIGINT",
        [FieldType.I64] = "BIGINT",
        [FieldType.Duration] = "BIGINT",
        [FieldType.U8] = "UBIGINT",
        [FieldType.U32] = "UBIGINT",
        [FieldType.U64] = "UBIGINT",
        [FieldType.Bytes] = "BLOB",
        [FieldType.Uuid] = "UUID",
    };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("brotli")]
    public void Every_value_of_every_event_is_the_stores_whatever_the_codec(string codec)
    {
        using IStoreReader store = EveryTypeImporter.Fill(_directory);
        string file = Export(new ExportSource(store), codec);
        Dictionary<int, StoredEventType> types = store.GetEventTypes().ToDictionary(static type => type.TypeKey);
        IReadOnlyList<FieldDescriptor> fields = types.Values.Single(static type => type.Descriptor?.Name == "ALL").Descriptor!.Fields;
        string[] names = [.. fields.Select(Column)];
        string select = string.Join(", ", fields.Select((field, n) => field.Type switch
        {
            FieldType.Timestamp => $"epoch_us(\"{names[n]}\")",
            FieldType.Bytes => $"lower(hex(\"{names[n]}\"))",
            _ => $"\"{names[n]}\"::VARCHAR",
        }));
        string?[][] read = DuckDb.Query($"SELECT run::VARCHAR, flow, flow_id::VARCHAR, \"t (ns)\"::VARCHAR, type, service, epoch_us(\"time\")::VARCHAR, words, {select} FROM '{file}'");
        List<EventRow> rows = [.. store.GetEvents(new EventQuery { Limit = 10_000 }).Events.OrderBy(static row => row.Flow.FlowId)];

        Assert.Equal(
            fields.Select(static field => s_types.GetValueOrDefault(field.Type, field.Type == FieldType.Timestamp ? "TIMESTAMP WITH TIME ZONE" : "VARCHAR")),
            DuckDb.Query($"SELECT column_type FROM (DESCRIBE SELECT {string.Join(", ", names.Select(static name => $"\"{name}\""))} FROM '{file}')").Select(static row => row[0]));
        Assert.Equal(
            ["time: INT64 TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=<null>, NANOS=NanoSeconds()))", "timestamp: INT64 TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=<null>, NANOS=NanoSeconds()))"],
            DuckDb.Query($"SELECT name || ': ' || type || ' ' || logical_type FROM parquet_schema('{file}') WHERE starts_with(name, 'time')").Select(static row => row[0]));
        Assert.Equal(rows.Count, read.Length);
        for (int n = 0; n < rows.Count; n++)
        {
            EventRow row = rows[n];
            Assert.Equal<IEnumerable<string?>>(
                [$"{row.Flow.RunId}", $"{row.Flow}", $"{row.Flow.FlowId}", $"{row.TNs}", row.Name, "s", $"{(1_700_000_000_123_456_789 + row.TNs) / 1000}"], read[n][..7]);
            if (types[row.TypeKey].Descriptor is null)
            {
                Assert.Equal(row.TNs == 1 ? "18446744073709551615 2 3 4 5" : "7", read[n][7]);
                Assert.All(read[n][8..], Assert.Null);
                continue;
            }

            Assert.Null(read[n][7]);
            Assert.Equal(row.Fields.Zip(fields, Expected), fields.Zip(read[n][8..], Normal));
        }
    }

    [Fact]
    public void The_file_is_gzip_unless_asked_otherwise_and_other_formats_have_no_codecs()
    {
        using IStoreReader store = EveryTypeImporter.Fill(_directory);

        Assert.Equal(["gzip", "none", "brotli"], TraceExport.Find("parquet")!.Codecs);
        Assert.Equal("GZIP", DuckDb.Value($"SELECT DISTINCT compression FROM parquet_metadata('{Export(new ExportSource(store), null)}')"));
        Assert.Equal("BROTLI", DuckDb.Value($"SELECT DISTINCT compression FROM parquet_metadata('{Export(new ExportSource(store), "Brotli")}')"));
        Assert.Throws<ArgumentException>(() => TraceExport.Find("parquet")!.With("zstd"));
        Assert.Throws<ArgumentException>(() => TraceExport.Find("parquet")!.With("2"));
        Assert.Throws<ArgumentException>(() => TraceExport.Find("csv")!.With("gzip"));
    }

    [Fact]
    public void The_file_is_hardly_larger_than_DuckDBs_own_of_the_same_rows()
    {
        Random random = new(11);
        string[] notes = [.. Enumerable.Range(0, 30).Select(static n => $"state {n}")];
        long time = 0;
        File.WriteAllLines(_directory["lines"], ["LINES", .. Enumerable.Range(0, 150_000).Select(n => $"{time += random.Next(20_000)} {random.Next(1, 40)} {10_000 + (random.Next(40) * 1200)} {(n % 50 == 0 ? $"note {n} of {time}" : notes[random.Next(30)])}")]);
        TraceImport.Run(new ImportOptions { Files = [_directory["lines"]], DatabasePath = _directory["lines.db"], Importers = [new LineImporter()] });
        using IStoreReader store = OjoStore.OpenReader(_directory["lines.db"]);
        string ours = Export(new ExportSource(store), null);
        Assert.Equal("300000", DuckDb.Value($"COPY (SELECT * FROM '{ours}') TO '{_directory["theirs.parquet"]}' (FORMAT parquet, COMPRESSION gzip)", $"SELECT count(*) FROM '{_directory["theirs.parquet"]}'"));

        double ratio = (double)new FileInfo(ours).Length / new FileInfo(_directory["theirs.parquet"]).Length;
        Assert.True(ratio <= 1.3, $"{ratio:F2} times as large");
    }

    [Fact]
    public void Nothing_selected_is_a_table_without_rows()
    {
        using IStoreReader store = EveryTypeImporter.Fill(_directory);
        string file = Export(new ExportSource(store) { TypeKeys = new HashSet<int>() }, null);

        Assert.Equal("0", DuckDb.Value($"SELECT count(*) FROM '{file}'"));
        Assert.Equal("run,service,flow,flow_id,t (ns),time,type,words", DuckDb.Value($"SELECT string_agg(column_name, ',') FROM (DESCRIBE SELECT * FROM '{file}')"));
    }

    [Fact]
    public void Fields_of_one_name_share_a_column_only_where_their_values_are_of_one_kind()
    {
        StoredEventType[] types =
        [
            Type(1, Field("value", FieldType.U8, 8, "bytes"), Field("run", FieldType.F64, 64)),
            Type(2, Field("value", FieldType.Text, 0, "bytes"), Field("value", FieldType.U64, 64, "bytes")),
        ];
        EventColumns shared = new(["run"], types);
        EventColumns parted = new(["run"], types, static field => field.Type == FieldType.Text ? "text" : "number");

        Assert.Equal(["value (bytes)", "field_run"], shared.Fields.Select(static column => column.Name));
        Assert.Equal(["value (bytes)", "field_run", "value_text (bytes)"], parted.Fields.Select(static column => column.Name));
        Assert.Equal([(0, FieldType.Text)], shared.Placed(new ExportedType(types[1])).Select(static placed => (placed.Place, placed.Field.Field.Type)));
        Assert.Equal([(0, FieldType.U64), (2, FieldType.Text)], parted.Placed(new ExportedType(types[1])).Select(static placed => (placed.Place, placed.Field.Field.Type)));
    }

    private static FieldDescriptor Field(string name, FieldType type, int width, string unit = "") => new() { Name = name, Type = type, BitOffset = 0, BitWidth = width, Unit = unit };

    private static StoredEventType Type(int key, params FieldDescriptor[] fields) =>
        new(key, (ulong)key, new EventDescriptor { Id = (uint)key, Name = $"T{key}", Provider = "p", Fields = fields }, 1);

    private string Export(ExportSource source, string? codec)
    {
        string path = _directory[$"{codec}.parquet"];
        using FileStream file = File.Create(path);
        IExporter exporter = TraceExport.Find("parquet")!;
        (codec is null ? exporter : exporter.With(codec)).Export(source, file, CancellationToken.None);
        return path;
    }

    private static string Column(FieldDescriptor field)
    {
        string name = field.Name == "TYPE" ? "field_TYPE" : field.Name;
        return field.Unit.Length == 0 ? name : $"{name} ({field.Unit})";
    }

    /// <summary>What the store says, as text.</summary>
    private static string? Expected(FieldValue value, FieldDescriptor field) => value.Value switch
    {
        null => null,
        bool truth => truth ? "true" : "false",
        double.NaN => "nan",
        double number when field.Type == FieldType.F32 => $"{BitConverter.SingleToUInt32Bits((float)number)}",
        double number => $"{BitConverter.DoubleToUInt64Bits(number)}",


        // DuckDB's points in time have microseconds, cut towards its zero.
        string time when field.Type == FieldType.Timestamp => $"{((DateTimeOffset.Parse(time[..19] + "Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds() * 1_000_000_000) + int.Parse(time[20..29], CultureInfo.InvariantCulture)) / 1000}",
        _ => Convert.ToString(value.Value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>What DuckDB says, in the same words.</summary>
    private static string? Normal(FieldDescriptor field, string? text) => (field.Type, text) switch
    {
        (FieldType.F32 or FieldType.F64, "nan" or "-nan") => "nan",
        (FieldType.F32, not null) => $"{BitConverter.SingleToUInt32Bits((float)Real(text))}",
        (FieldType.F64, not null) => $"{BitConverter.DoubleToUInt64Bits(Real(text))}",
        _ => text,
    };

    private static double Real(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
