using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;

namespace Ojo.Watcher.Tests.Support;

/// <summary>What a store answers to every kind of question, with a digest instead of what is long.</summary>
internal static class StoreAnswers
{
    /// <summary>Asks everything. Files may have come in any order, but the first of each run in the same.</summary>
    public static List<string> Of(string database)
    {
        using IStoreReader reader = SqliteStore.OpenReader(database);
        StoreStatistics statistics = reader.GetStatistics();
        var answers = new List<string> { $"{statistics} {string.Join(',', statistics.Types)}" };
        answers.AddRange(reader.GetRuns().Select(run => $"{run}"));
        answers.AddRange(reader.GetGaps().Select(gap => $"{gap}"));
        answers.Add("events " + Digest(Events(reader, new EventQuery { Limit = 10_000 })));
        answers.Add("backwards " + Digest(Events(reader, new EventQuery { Limit = 9_999, Descending = true })));
        answers.Add("one packet " + Digest(Events(reader, new EventQuery { Limit = 100, Tests = [new FieldTest("packet_number", FieldOperator.Equal, "17")] })));
        IReadOnlyList<FlowRow> flows = reader.GetFlows(new FlowQuery { Limit = 1000, Order = FlowOrder.Id }).Flows;
        answers.Add("flows " + Digest(flows.Select(flow => $"{flow} {reader.GetFlow(flow.Flow)!.Summary} {string.Join(',', reader.GetFlow(flow.Flow)!.Types)}")));
        FlowKey longest = flows.MaxBy(static flow => flow.Events)!.Flow;
        answers.Add("longest flow " + Digest(Events(reader, new EventQuery { Flow = longest, Limit = 10_000 })));
        answers.AddRange(Drawn(reader, longest));
        return answers;
    }

    /// <summary>What a chart shows whether it is drawn from floors or event by event.</summary>
    private static IEnumerable<string> Drawn(IStoreReader reader, FlowKey flow)
    {
        foreach (int width in new[] { 1, 7, 300 })
        {
            foreach (Series series in reader.GetSeries(new SeriesQuery { Flow = flow, Selectors = ["PACKET_SENT.packet_number", "CWND_UPDATED"], Width = width }).Series
                .Where(static series => series.Buckets.Count > 0))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{series.Selector} at {width}: {series.Buckets.Sum(static bucket => bucket.Count)} from {series.Buckets.Min(static bucket => bucket.Min)} to {series.Buckets.Max(static bucket => bucket.Max)}, {series.Buckets[0].First} … {series.Buckets[^1].Last}");
            }
        }
    }

    private static IEnumerable<string> Events(IStoreReader reader, EventQuery query)
    {
        string? cursor = null;
        do
        {
            EventPage page = reader.GetEvents(query with { Cursor = cursor });
            foreach (EventRow row in page.Events)
            {
                yield return $"{row.Flow} {row.TNs} {row.TypeKey} {row.Name} {row.Payload} {string.Join(' ', row.Fields.Select(static field => $"{field.Name}={field.Value}"))}";
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static string Digest(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long count = 0;
        foreach (string line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
            count++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count} {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }
}
