using System.Globalization;
using System.Text;
using System.Text.Json;
using Ojo.Catalogue;
using Ojo.Interop.Exporting;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Exporting;

/// <summary>Exports of a real store to CSV, JSON and JSON lines.</summary>
public sealed class EventFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_field_of_every_type_is_the_stores_in_each_format()
    {
        using IStoreReader store = Fill();
        List<EventRow> rows = [.. store.GetEvents(new EventQuery { Limit = 10_000 }).Events.OrderBy(static row => row.Flow.FlowId)];
        Dictionary<int, StoredEventType> types = store.GetEventTypes().ToDictionary(static type => type.TypeKey);
        List<Dictionary<string, string>> csv = Csv(Export(store, "csv"));
        JsonElement[] json = [.. JsonElement.Parse(Export(store, "json")).EnumerateArray()];

        Assert.Equal(json.Select(static one => one.GetRawText()), Export(store, "jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(rows.Count, csv.Count);
        Assert.Equal(rows.Count, json.Length);
        for (int n = 0; n < rows.Count; n++)
        {
            EventRow row = rows[n];
            Assert.Equal([$"{row.Flow.RunId}", $"{row.Flow}", $"{row.TNs}", row.Name], ((string[])["run", "flow", "t (ns)", "type"]).Select(name => csv[n][name]));
            Assert.Equal(csv[n]["time"], json[n].GetProperty("time").GetString());
            Assert.Equal(row.Name, json[n].GetProperty("type").GetString());
            if (types[row.TypeKey].Descriptor is not { } descriptor)
            {
                continue;
            }

            Assert.Equal("", csv[n]["words"]);
            foreach ((FieldDescriptor field, FieldValue value) in descriptor.Fields.Zip(row.Fields))
            {
                string text = Text(value.Value);
                bool isGuarded = value.Value is string && text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal);
                Assert.Equal(isGuarded ? "'" + text : text, csv[n][field.Unit.Length == 0 ? field.Name : $"{field.Name} ({field.Unit})"]);
                JsonElement cell = json[n].GetProperty("fields").GetProperty(field.Name);
                Assert.Equal(text, cell.ValueKind switch { JsonValueKind.Null => "", JsonValueKind.String => cell.GetString(), _ => cell.GetRawText() }, ignoreCase: true);
                Assert.Equal(value.Value is null, cell.ValueKind == JsonValueKind.Null);
                Assert.Equal(
                    value.Value is string || field.Type is FieldType.U64 or FieldType.I64 || value.Value is double and not (> double.NegativeInfinity and < double.PositiveInfinity),
                    cell.ValueKind == JsonValueKind.String);
            }
        }
    }

    [Fact]
    public void Unknown_types_have_all_their_words_and_times_are_exact()
    {
        using IStoreReader store = Fill();
        List<Dictionary<string, string>> unknown = [.. Csv(Export(store, "csv")).Where(static row => row["type"] == "0xF0000001")];
        JsonElement[] json = [.. JsonElement.Parse(Export(store, "json")).EnumerateArray().Where(static one => one.GetProperty("type").GetString() == "0xF0000001")];

        Assert.Equal(["18446744073709551615 2 3 4 5", "7"], unknown.Select(static row => row["words"]));
        Assert.Equal(["18446744073709551615", "2", "3", "4", "5"], json[0].GetProperty("words").EnumerateArray().Select(static word => word.GetString()));
        Assert.Equal("2023-11-14T22:13:20.123456790Z", unknown[0]["time"]);
        Assert.Equal("1", unknown[0]["t (ns)"]);
    }

    [Fact]
    public void Only_the_fields_of_types_that_occur_are_columns_and_no_two_have_one_name()
    {
        using IStoreReader store = Fill();
        ExportSource source = new(store) { ToNs = 3 };
        int all = store.GetEventTypes().Single(static type => type.Descriptor?.Name == "ALL").TypeKey;

        Assert.Equal("run,flow,t (ns),time,type,words", Export(source, "csv").Split("\r\n")[0]);
        Assert.Equal(
            "run,flow,t (ns),time,type,words,field_TYPE,u64 (bytes)",
            string.Join(',', Export(new ExportSource(store) { TypeKeys = new HashSet<int> { all } }, "csv").Split("\r\n")[0].Split(',')[..8]));
        Assert.Equal(2, Export(source, "jsonl").AsSpan().Count('\n'));
        Assert.Equal("run,flow,t (ns),time,type,words\r\n", Export(new ExportSource(store) { TypeKeys = new HashSet<int>() }, "csv"));
        Assert.Equal("[\n]\n", Export(new ExportSource(store) { TypeKeys = new HashSet<int>() }, "json"));
    }

    [Fact]
    public void The_clock_on_the_wall_chooses_of_each_run()
    {
        using IStoreReader store = Fill();
        const long Start = 1_700_000_000_123_456_789;

        Assert.Equal(1, Lines(new ExportSource(store) { FromUnixNs = Start + 2, ToUnixNs = Start + 3 }));
        Assert.Equal(2, Lines(new ExportSource(store) { ToUnixNs = Start + 3 }));
        Assert.Equal(0, Lines(new ExportSource(store) { ToUnixNs = Start }));
        Assert.Equal(0, Lines(new ExportSource(store) { FromUnixNs = long.MaxValue }));
        Assert.Equal(Lines(new ExportSource(store)), Lines(new ExportSource(store) { FromUnixNs = 0 }));
    }

    [Fact]
    public void Formats_are_found_by_name_and_have_one_each()
    {
        Assert.Equal(TraceExport.Exporters.Count, TraceExport.Exporters.Select(static exporter => exporter.Format).Distinct().Count());
        Assert.Equal("csv", TraceExport.Find("CSV")?.Format);
        Assert.Null(TraceExport.Find("xlsx"));
    }

    private IStoreReader Fill() => EveryTypeImporter.Fill(_directory);

    private static int Lines(ExportSource source) => Export(source, "jsonl").AsSpan().Count('\n');

    private static string Export(IStoreReader store, string format) => Export(new ExportSource(store), format);

    private static string Export(ExportSource source, string format)
    {
        using MemoryStream file = new();
        TraceExport.Find(format)!.Export(source, file, CancellationToken.None);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.ToArray());
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Reads what RFC 4180 says, by columns.</summary>
    private static List<Dictionary<string, string>> Csv(string text)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '"')
            {
                if (isQuoted && at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append(text[++at]);
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (!isQuoted && c is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (isQuoted || c != '\r')
            {
                cell.Append(c);
            }
        }

        Assert.False(isQuoted);
        return [.. rows.Skip(1).Select(values =>
        {
            Assert.Equal(rows[0].Count, values.Count);
            Dictionary<string, string> named = rows[0].Zip(values).ToDictionary(static pair => pair.First, static pair => pair.Second);
            if (named.Remove("field_TYPE", out string? type))
            {
                named.Add("TYPE", type);
            }

            return named;
        })];
    }
}
