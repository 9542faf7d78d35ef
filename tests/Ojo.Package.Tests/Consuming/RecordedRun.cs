using System.Text.Json;
using Ojo.Format;

namespace Ojo.Package.Tests.Consuming;

/// <summary>What the recording program left behind, read with the library of this repository.</summary>
internal static class RecordedRun
{
    /// <summary>Fails the test unless a directory holds what the program in <c>Consumers/Recorder</c> records.</summary>
    public static void AssertComplete(string directory)
    {
        string output = Path.Combine(directory, "output");
        Dictionary<uint, string> names = ReadNames(output);
        List<string> events = [];
        foreach (TraceRecord record in ReadRecords(output))
        {
            if (names.TryGetValue(record.EventType, out string? name))
            {
                events.Add($"{name} flow {record.FlowId}: {record.Payload:x}");
            }
        }

        Assert.Equal(
            [
                $"recorder.yaml/SNAPSHOT_SENT flow 7: {41UL | (1337UL << 32):x}",
                $"ojo/PACKET_SENT flow 7: {42:x}",
                $"Recorder/BUDGET_UPDATED flow 9: {1200UL | (250UL << 32):x}",
                $"NullableLibrary/PROBE_SENT flow 8: {5:x}",
                $"nullable.library/TICK_FINISHED flow 8: {7:x}",
            ],
            events);
    }

    /// <summary>The names of the events by id, from the schema files.</summary>
    private static Dictionary<uint, string> ReadNames(string output)
    {
        Dictionary<uint, string> names = [];
        foreach (string path in Directory.GetFiles(output, "schema_*.json"))
        {
            using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(path));
            foreach (JsonElement provider in schema.RootElement.GetProperty("providers").EnumerateArray())
            {
                foreach (JsonElement e in provider.GetProperty("events").EnumerateArray())
                {
                    names[e.GetProperty("id").GetUInt32()] = $"{provider.GetProperty("provider").GetString()}/{e.GetProperty("name").GetString()}";
                }
            }
        }

        return names;
    }

    private static List<TraceRecord> ReadRecords(string output)
    {
        List<TraceRecord> records = [];
        TraceRecord[] slice = new TraceRecord[256];
        foreach (string path in Directory.GetFiles(output, "trace_*.bin").Order(StringComparer.Ordinal))
        {
            using TraceFileReader reader = TraceFileReader.Open(path);
            for (int read = reader.Read(slice); read > 0; read = reader.Read(slice))
            {
                records.AddRange(slice.AsSpan(0, read));
            }
        }

        return records;
    }
}
