using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>Tenants over HTTP: each is answered from his own store, and nobody reaches one who is not shown.</summary>
public sealed class TenantsTests : IDisposable
{
    private static readonly string[] s_questions =
    [
        "/api/stats", "/api/runs", "/api/flows", "/api/flows/1-7", "/api/flows/1-7/events", "/api/events", "/api/flows/1-7/series?select=PACKET_SENT",
        "/api/flows/1-7/packets/1", "/api/flows/1-7/range", "/api/flows/1-7/derived?select=rtt", "/api/event-counts?run=1", "/api/histogram?field=packet_number",
        "/api/groups?by=type", "/api/event-types", "/api/gaps",
    ];

    private readonly DayStore _store = new();

    public TenantsTests()
    {
        _store.Ingest(null, new TraceRecord(1, 7, 0x002, 100));
        _store.Ingest("acme", new(1, 7, 0x002, 1), new(2, 7, 0x002, 2));
        _store.Ingest("globex", new(1, 7, 0x002, 1), new(2, 7, 0x002, 2), new(3, 7, 0x002, 3));
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Who_is_named_is_answered_from_his_own_store()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);

        JsonElement tenants = await explorer.GetAsync("/api/tenants");
        Assert.Equal("""{"tenant":null,"hasOwn":true,"tenants":[{"name":"acme"},{"name":"globex"}]}""", tenants.GetRawText());
        foreach ((string tenant, int events) in new[] { ("", 1), ("?tenant=acme", 2), ("?tenant=globex", 3) })
        {
            Assert.Equal(events, (await explorer.GetAsync("/api/stats" + tenant)).GetProperty("events").GetInt64());
            Assert.Equal(events, (await explorer.GetAsync("/api/events" + tenant)).GetProperty("events").GetArrayLength());
        }
    }

    [Fact]
    public async Task Every_question_can_be_asked_of_a_tenant()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);

        foreach (string question in s_questions)
        {
            await explorer.GetAsync($"{question}{(question.Contains('?') ? '&' : '?')}tenant=globex");
        }
    }

    [Fact]
    public async Task An_explorer_for_one_tenant_shows_nobody_else_nor_says_who_there_is()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path, static options => options with { Tenant = "acme" });

        Assert.Equal("""{"tenant":"acme","hasOwn":true,"tenants":[{"name":"acme"}]}""", (await explorer.GetAsync("/api/tenants")).GetRawText());
        foreach (string question in s_questions)
        {
            char sign = question.Contains('?') ? '&' : '?';
            string known = (await explorer.GetProblemAsync(404, $"{question}{sign}tenant=globex")).GetProperty("detail").GetString()!;
            string unknown = (await explorer.GetProblemAsync(404, $"{question}{sign}tenant=nobody")).GetProperty("detail").GetString()!;
            Assert.Equal(known.Replace("globex", "nobody", StringComparison.Ordinal), unknown);
            Assert.Equal((await explorer.GetAsync(question)).GetRawText(), (await explorer.GetAsync($"{question}{sign}tenant=acme")).GetRawText());
        }

        Assert.Equal(2, (await explorer.GetAsync("/api/stats")).GetProperty("events").GetInt64());
        await explorer.GetProblemAsync(404, "/api/live?tenant=globex");
        await explorer.GetProblemAsync(404, "/api/snapshots?tenant=globex");
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../acme")]
    [InlineData("acme/../globex")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b")]
    [InlineData("acme\0")]
    [InlineData("ACME")]
    [InlineData("acmé")]
    [InlineData("аcme")]
    [InlineData(" acme")]
    [InlineData("nul")]
    [InlineData("-rf")]
    public async Task What_can_be_nobodys_name_is_refused_with_a_sentence(string name)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);

        foreach (string question in (string[])["/api/stats", "/api/events", "/api/live", "/api/snapshots"])
        {
            JsonElement problem = await explorer.GetProblemAsync(400, $"{question}?tenant={Uri.EscapeDataString(name)}");
            Assert.Equal("urn:ojo:problem:bad-tenant", problem.GetProperty("type").GetString());
            Assert.Contains("1 to 64 lower-case letters", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_that_is_far_too_long_and_one_given_twice_are_refused()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);

        await explorer.GetProblemAsync(400, $"/api/stats?tenant={new string('a', 65)}");
        await explorer.GetProblemAsync(400, $"/api/stats?tenant={new string('a', 2000)}");
        await explorer.GetProblemAsync(400, "/api/stats?tenant=acme&tenant=globex");
        await explorer.GetProblemAsync(404, $"/api/stats?tenant={new string('a', 64)}");
    }

    [Fact]
    public async Task A_cursor_of_one_tenant_is_none_of_anothers()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);
        string cursor = (await explorer.GetAsync("/api/events?limit=1&tenant=globex")).GetProperty("nextCursor").GetString()!;

        await explorer.GetAsync($"/api/events?limit=1&tenant=globex&cursor={Uri.EscapeDataString(cursor)}");
        JsonElement problem = await explorer.GetProblemAsync(400, $"/api/events?limit=1&tenant=acme&cursor={Uri.EscapeDataString(cursor)}");

        Assert.Equal("urn:ojo:problem:bad-cursor", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task More_tenants_than_stores_are_kept_open_are_answered_all_the_same()
    {
        for (int n = 0; n < 12; n++)
        {
            _store.Ingest($"tenant-{n:d2}", [.. Enumerable.Range(0, n + 1).Select(static at => new TraceRecord((ulong)at, 7, 0x002, 1))]);
        }

        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);
        for (int round = 0; round < 2; round++)
        {
            for (int n = 0; n < 12; n++)
            {
                Assert.Equal(n + 1, (await explorer.GetAsync($"/api/stats?tenant=tenant-{n:d2}")).GetProperty("events").GetInt64());
            }
        }
    }

    [Fact]
    public async Task What_happens_in_a_tenants_store_is_told_to_who_listens_to_that_tenant()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.Path);
        await using LiveReader live = await LiveReader.OpenAsync(explorer, "?tenant=acme");
        Assert.Equal(2, (await live.NextAsync("change")).GetProperty("events").GetInt64());

        _store.Ingest("globex", new TraceRecord(50, 7, 0x002, 9));
        _store.Ingest("acme", new TraceRecord(60, 7, 0x002, 9));

        Assert.Equal(3, (await live.NextAsync("change")).GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task A_statement_reads_the_store_of_who_is_named_and_of_nobody_else()
    {
        await using RunningExplorer all = await RunningExplorer.StartAsync(_store.Path);
        await using RunningExplorer one = await RunningExplorer.StartAsync(_store.Path, static options => options with { Tenant = "acme" });

        Assert.Equal((200, 3), await CountAsync(all, "?tenant=globex"));
        Assert.Equal((200, 2), await CountAsync(one, ""));
        Assert.Equal((404, 0), await CountAsync(one, "?tenant=globex"));
        Assert.Equal((400, 0), await CountAsync(all, "?tenant=.."));
    }

    private static async Task<(int Status, int Events)> CountAsync(RunningExplorer explorer, string query)
    {
        using StringContent statement = new("""{"sql":"SELECT flow_id FROM events"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await explorer.Client.PostAsync(new Uri("/api/query" + query, UriKind.Relative), statement);
        JsonElement answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, answer.TryGetProperty("rowCount", out JsonElement rows) ? rows.GetInt32() : 0);
    }
}
