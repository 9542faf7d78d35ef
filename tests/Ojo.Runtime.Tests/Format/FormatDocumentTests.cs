using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Ojo.Catalogue;
using Ojo.FlightRecorder;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

/// <summary>docs/FORMAT.md says what the code does.</summary>
public sealed class FormatDocumentTests
{
    private static readonly string[] s_lines = RepositoryFiles.Read("docs", "FORMAT.md");

    [Fact]
    public void The_table_of_built_in_events_is_the_catalogue()
    {
        EventProvider builtIn = EventCatalogue.Providers.Single(static p => p.Name == "ojo");
        Assert.Equal(
            builtIn.Events.Select(static e => $"0x{e.Id:X3} {e.Name} {e.Category} {string.Join(", ", e.Fields.Select(Describe))}"),
            Rows("| id | wire name | category | fields |").Select(static cells => string.Join(' ', cells)));

        static string Describe(FieldDescriptor field)
        {
            string values = string.Join(", ", field.Values.Select(static v => $"{v.Value} {v.Name}"));
            return $"{field.Name}:{field.BitWidth}" + (values.Length > 0 ? $" ({values})" : "") + (field.Unit.Length > 0 ? " " + field.Unit : "");
        }
    }

    [Fact]
    public void The_meta_events_have_the_numbers_of_the_table()
    {
        Dictionary<string, uint> declared = typeof(MetaEvent).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(static f => JsonNamingPolicy.SnakeCaseUpper.ConvertName(f.Name), static f => (uint)f.GetRawConstantValue()!);
        Assert.Equal(declared, Rows("| id | name | flow_id | payload |").ToDictionary(static cells => cells[1], static cells => Hex(cells[0])));
        string causes = Rows("| id | name | flow_id | payload |").First()[2];
        Assert.Equal($"why: {(int)DropCause.BufferFull} buffer full, {(int)DropCause.Overwritten} overwritten, {(int)DropCause.WriteError} write error", causes);
    }

    [Fact]
    public void The_ranges_of_ids_are_the_code_s()
    {
        string[] ranges = [.. Rows("| range | use |").Select(static cells => cells[0].Replace("`", "", StringComparison.Ordinal))];
        Assert.Equal(
            [
                $"0x{EventTypeId.Invalid:X8}", $"0x00000001–0x{EventTypeId.LastBuiltIn:X8}", $"0x{EventTypeId.FirstMeta:X8}–0x{EventTypeId.LastMeta:X8}",
                $"0x{EventTypeId.FirstPinned:X8}–0x{EventTypeId.LastPinned:X8}", $"0x{EventTypeId.FirstDerived:X8}–0x{EventTypeId.LastDerived:X8}",
                "0xFFFFFFFF",
            ],
            ranges);
    }

    [Fact]
    public void Header_and_record_have_the_fields_of_the_tables()
    {
        byte[] header = new byte[24];
        new TraceFileHeader(2, 0x0102030405060708, 0x1112131415161718).Write(header);
        Assert.Equal(["0 4", "4 1", "5 3", "8 8", "16 8"], Rows("| offset | size | field | value |").Select(static cells => $"{cells[0]} {cells[1]}"));
        Assert.Equal("TRAC", Encoding.ASCII.GetString(header, 0, 4));
        Assert.Equal((2, 0x0102030405060708, 0x1112131415161718), (header[4], BitConverter.ToInt64(header, 8), BitConverter.ToInt64(header, 16)));
        Assert.Equal(
            ["0 8 ts_delta", "8 4 flow_id", "12 4 event_type", "16 8 payload"],
            Rows("| offset | size | field | |").Select(static cells => $"{cells[0]} {cells[1]} {cells[2]}"));
    }

    [Fact]
    public void The_run_file_s_keys_are_those_of_the_table()
    {
        RunDescription run = new()
        {
            Service = "s",
            Host = "h",
            ProcessId = 1,
            BatchStart = 2,
            Version = 1,
            Clock = "stopwatch",
            StartedAt = DateTimeOffset.UnixEpoch,
        };
        using JsonDocument json = JsonDocument.Parse(run.ToJson());
        Assert.Equal(Rows("| key | value |").Select(static cells => cells[0]), json.RootElement.EnumerateObject().Select(static p => p.Name));
    }

    [Fact]
    public void The_snapshot_file_s_keys_are_those_of_the_table()
    {
        TraceSnapshot snapshot = new()
        {
            Reason = "r",
            TakenAt = DateTimeOffset.UnixEpoch,
            Service = "s",
            Host = "h",
            ProcessId = 1,
            BatchStart = 2,
            Version = 1,
            WindowStart = 3,
            WindowEnd = 4,
            Files = [],
            Events = 5,
            Overwritten = 6,
            Lost = 7,
        };
        using JsonDocument json = JsonDocument.Parse(SnapshotJson.Write(snapshot));
        Assert.Equal(Rows("| snapshot key | value |").Select(static cells => cells[0]), json.RootElement.EnumerateObject().Select(static p => p.Name));
        Assert.Contains($"at\nmost {TraceFileBytes.MostExpanded >> 20} MiB", string.Join("\n", s_lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_s_words_are_those_of_the_table()
    {
        Dictionary<string, string[]> expected = new()
        {
            ["level"] = Words<EventLevel>(),
            ["role"] = Words<EventRole>(),
            ["chart"] = Words<ChartHint>(),
            ["type"] = Words<FieldType>(),
            ["kind"] = Words<FieldKind>(),
            ["part"] = Words<FieldPart>(),
        };
        Assert.Equal(expected, Rows("| key | words |").ToDictionary(static cells => cells[0], static cells => cells[1].Split(", ")));

        static string[] Words<T>()
            where T : struct, Enum =>
            [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
    }

    [Fact]
    public void The_example_of_a_schema_file_can_be_read()
    {
        int start = Array.FindIndex(s_lines, static line => line == "```json");
        string json = string.Join('\n', s_lines[(start + 1)..].TakeWhile(static line => line != "```"));
        EventDescriptor sent = Assert.Single(SchemaDocument.Parse(Encoding.UTF8.GetBytes(json)).Events);
        Assert.Equal((0x10010u, EventRole.PacketSent, 3, 1), (sent.Id, sent.Role, sent.Fields.Count, sent.WordCount));
    }

    [Fact]
    public void A_derived_id_is_the_hash_that_is_described()
    {
        uint hash = 2166136261;
        foreach (byte b in "game.netcode/SNAPSHOT_SENT"u8)
        {
            hash = unchecked((hash ^ b) * 16777619);
        }

        Assert.Equal(0x80000000 | ((hash & 0x7FFFFFFF) ^ (hash >> 31)), EventTypeId.Derive("game.netcode", "SNAPSHOT_SENT"));
    }

    private static IEnumerable<string[]> Rows(string heading)
    {
        int at = Array.IndexOf(s_lines, heading);
        Assert.True(at >= 0, $"docs/FORMAT.md has no table {heading}");
        return s_lines[(at + 2)..].TakeWhile(static line => line.StartsWith('|')).Select(static line => line[1..^1].Split('|', StringSplitOptions.TrimEntries));
    }

    private static uint Hex(string text) => uint.Parse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
