using System.Net;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Live;

/// <summary>A store that appears, grows and goes away while it is looked at.</summary>
public sealed class GrowingStoreTests : TraceStoreTest
{
    private const uint Sent = 0x002;

    [Fact]
    public async Task AStore_that_appears_later_is_waited_for_and_followed()
    {
        await using LiveReader live = await LiveReader.OpenAsync(Explorer);
        JsonElement waiting = await live.NextAsync("waiting");
        Assert.DoesNotContain(Store.Root, waiting.GetRawText(), StringComparison.Ordinal);

        Store.Ingest(new TraceRecord(1, 7, Sent, 1));
        await UntilAsync(live, 1);
        Store.Ingest(new TraceRecord(2, 7, Sent, 2), new TraceRecord(3, 8, Sent, 1));
        JsonElement change = await UntilAsync(live, 3);

        Assert.Equal(2, change.GetProperty("flows").GetInt64());
        Assert.Equal("1767225600000003000", change.GetProperty("lastNs").GetString());
        Assert.Equal("ok", (await Explorer.GetAsync("/healthz")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_entity_tag_is_good_until_the_next_file()
    {
        Store.Ingest(new TraceRecord(1, 7, Sent, 1));
        using HttpResponseMessage first = await GetAsync(null);
        using HttpResponseMessage same = await GetAsync(first.Headers.ETag!.ToString());
        Store.Ingest(new TraceRecord(2, 7, Sent, 2));
        using HttpResponseMessage changed = await GetAsync(first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(2, JsonElement.Parse(await changed.Content.ReadAsStringAsync()).GetProperty("events").GetInt64());

        async Task<HttpResponseMessage> GetAsync(string? tag)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats");
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            return await Explorer.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task AStore_that_is_removed_is_waited_for_again()
    {
        Store.Ingest(new TraceRecord(1, 7, Sent, 1), new TraceRecord(2, 7, Sent, 2));
        Assert.Equal(2, (await Explorer.GetAsync("/api/stats")).GetProperty("events").GetInt64());

        Store.Delete();
        await Explorer.GetProblemAsync(503, "/api/stats");
        Store.Ingest(new TraceRecord(1, 9, Sent, 1));

        Assert.Equal(1, (await Explorer.GetAsync("/api/stats")).GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task A_file_that_is_noStore_is_said_to_be_none_and_not_where_it_is()
    {
        await File.WriteAllTextAsync(Store.DatabasePath, new string('x', 5000));

        JsonElement problem = await Explorer.GetProblemAsync(503, "/api/stats");

        Assert.Contains("is not a SQLite database", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Store.Root, problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_clients_at_once_are_all_answered_while_files_are_taken_in()
    {
        string[] paths =
        [
            "/api/stats", "/api/runs", "/api/flows?sort=lost&order=desc", "/api/flows/1-7", "/api/flows/1-7/events?order=desc", "/api/event-types",
            "/api/events?where=packet_number>5", "/api/flows/1-7/series?select=PACKET_SENT.packet_number&width=100", "/api/gaps", "/healthz",
        ];
        Store.Ingest(File(0));
        using CancellationTokenSource done = new();
        Task[] clients = [.. Enumerable.Range(0, 32).Select(client => Task.Run(async () =>
        {
            for (int i = client; i < client + 20; i++)
            {
                await Explorer.GetAsync(paths[i % paths.Length]);
            }
        }))];
        Task ingestion = Task.Run(() =>
        {
            for (int file = 1; !done.IsCancellationRequested; file++)
            {
                Store.Ingest(File(file));
            }
        });

        await Task.WhenAll(clients);
        await done.CancelAsync();
        await ingestion;

        static IEnumerable<TraceRecord> File(int file) =>
            Enumerable.Range(file * 100, 100).Select(static n => new TraceRecord((ulong)n, (uint)(7 + (n % 3)), Sent, (ulong)n));
    }

    /// <summary>The change that tells of so many events: files taken in one after the other may be told of one by one.</summary>
    private static async Task<JsonElement> UntilAsync(LiveReader live, long events)
    {
        JsonElement change;
        do
        {
            change = await live.NextAsync("change", passOver: "waiting");
        }
        while (change.GetProperty("events").GetInt64() < events);
        return change;
    }
}
