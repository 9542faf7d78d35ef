using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ojo.Explorer.Security;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Security;

/// <summary>Tries to use the explorer up: others are answered all the same, and what was taken is given back.</summary>
public sealed class ExhaustionTests
{
    [Fact]
    public async Task A_client_that_asks_too_often_is_told_how_long_to_wait()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore(), static o => o with { RequestsPerSecond = 1 });
        List<HttpResponseMessage> refused = [];
        int answered = 0;
        for (int i = 0; i < 30; i++)
        {
            HttpResponseMessage response = await explorer.Client.GetAsync(new Uri("/api/about", UriKind.Relative), TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                answered++;
            }
            else
            {
                refused.Add(response);
            }
        }

        // Four seconds' worth at once, and one more for each second that this took.
        Assert.InRange(answered, 4, 29);
        JsonElement problem = await RunningExplorer.ProblemAsync(429, refused[0]);
        Assert.Equal("urn:ojo:problem:too-many-requests", problem.GetProperty("type").GetString());
        Assert.NotNull(refused[0].Headers.RetryAfter);
        Assert.True(refused[0].Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task One_client_has_so_many_answers_at_once_and_no_more()
    {
        using ManualResetEventSlim release = new();
        FakeStore store = new() { Events = (_, _) => { release.Wait(CancellationToken.None); return new EventPage([], null); } };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store, static o => o with { Host = "0.0.0.0", AllowAnonymous = true, RequestsPerSecond = 0, QueryTimeout = TimeSpan.FromMinutes(5) });
        using HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{explorer.Address.Port}") };

        List<Task<HttpResponseMessage>> running = [.. Enumerable.Range(0, RequestLimits.MostOfOneClient + 1).Select(_ => client.GetAsync(new Uri("/api/events", UriKind.Relative)))];
        Task<HttpResponseMessage> first = await Task.WhenAny(running);
        using (HttpResponseMessage refused = await first)
        {
            JsonElement problem = await RunningExplorer.ProblemAsync(503, refused);
            Assert.Equal("urn:ojo:problem:busy", problem.GetProperty("type").GetString());
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        release.Set();
        running.Remove(first);
        foreach (HttpResponseMessage response in await Task.WhenAll(running))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            response.Dispose();
        }
    }

    [Fact]
    public async Task One_address_has_so_many_connections_and_gives_them_back()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore(), static o => o with { Host = "0.0.0.0", AllowAnonymous = true });
        const string request = "GET /api/about HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        List<TcpClient> open = [];
        int refused = 0;
        byte[] start = new byte[12];
        for (int i = 0; i < 140; i++)
        {
            try
            {
                TcpClient client = await RawHttp.ConnectAsync(explorer.Address);
                open.Add(client);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
                refused += await client.GetStream().ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false) < start.Length ? 1 : 0;
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                refused++;
            }
        }

        Assert.Equal(12, refused);
        open.ForEach(static client => client.Dispose());
        // The server learns a little later that they are gone.
        for (int status = 0; status != 200;)
        {
            try
            {
                status = (await RawHttp.SendAsync(explorer.Address, request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal))).Status;
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    [Fact]
    public async Task Whoever_sends_a_byte_at_a_time_is_cut_off_and_others_are_answered_meanwhile()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore(), static o => o with { Token = "secret" });
        string[] beginnings =
        [
            "GET /api/stats HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
            "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\ntoken=",
            "POST /api/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        ];
        List<TcpClient> slow = [];
        foreach (string beginning in Enumerable.Repeat(beginnings, 20).SelectMany(static all => all))
        {
            TcpClient client = await RawHttp.ConnectAsync(explorer.Address);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning));
            slow.Add(client);
        }

        await explorer.GetAsync("/healthz");
        string[] answers = await Task.WhenAll(slow.Select(static client => RawHttp.ReadToEndAsync(client.GetStream())));

        // Every one was ended by the server, without an answer or with a refusal.
        Assert.All(answers, static answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 40", StringComparison.Ordinal), answer));
        slow.ForEach(static client => client.Dispose());
    }

    [Theory]
    [InlineData("/api/events?limit=10001", 400)]
    [InlineData("/api/events?limit=99999999999999999999", 400)]
    [InlineData("/api/flows?limit=1001", 400)]
    [InlineData("/api/flows/1-7/series?select=13&width=8193", 400)]
    [InlineData("/api/flows/1-7/series?select=13&width=-1", 400)]
    [InlineData("/api/histogram?field=packet_number&buckets=4097", 400)]
    [InlineData("/api/groups?limit=10001", 400)]
    [InlineData("/api/groups?by=time:0", 400)]
    [InlineData("/api/event-counts?run=1&width=100000", 400)]
    [InlineData("/api/events?timeLimitMs=99999999", 400)]
    public async Task More_than_a_page_is_not_given(string address, int status)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());

        await explorer.GetProblemAsync(status, address);
    }

    [Fact]
    public async Task Long_addresses_many_headers_and_large_headers_are_refused()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());

        Assert.Equal(414, (await RawHttp.SendAsync(explorer.Address, $"GET /api/stats?x={new string('x', 5000)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).Status);
        Assert.Equal(414, (await RawHttp.SendAsync(explorer.Address, $"GET /api/stats?x={new string('x', 50_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n")).Status);
        Assert.Equal(431, (await RawHttp.SendAsync(explorer.Address, $"GET /api/stats HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 50_000)}\r\n\r\n")).Status);
        string many = string.Concat(Enumerable.Range(0, 200).Select(static i => $"X-{i}: x\r\n"));
        Assert.Equal(431, (await RawHttp.SendAsync(explorer.Address, $"GET /api/stats HTTP/1.1\r\nHost: localhost\r\n{many}\r\n")).Status);
        await explorer.GetAsync("/api/stats");
    }

    [Fact]
    public async Task Live_streams_are_counted_and_those_that_leave_make_room()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        List<LiveReader> listening = [];
        for (int i = 0; i < 64; i++)
        {
            LiveReader live = await LiveReader.OpenAsync(explorer);
            await live.NextAsync("change");
            listening.Add(live);
        }

        JsonElement problem = await explorer.GetProblemAsync(503, "/api/live");
        Assert.Equal("urn:ojo:problem:busy", problem.GetProperty("type").GetString());
        await explorer.GetAsync("/api/stats");
        foreach (LiveReader live in listening)
        {
            await live.DisposeAsync();
        }

        // The server learns a little later that they have left.
        for (HttpStatusCode status = HttpStatusCode.ServiceUnavailable; status != HttpStatusCode.OK;)
        {
            using HttpResponseMessage response = await explorer.Client.GetAsync(
                new Uri("/api/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            status = response.StatusCode;
        }
    }

    [Theory]
    [InlineData("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")]
    [InlineData("WITH RECURSIVE n(x) AS (SELECT 'a' UNION ALL SELECT x || x FROM n) SELECT length(x) FROM n")]
    [InlineData("SELECT hex(zeroblob(1000000000))")]
    [InlineData("SELECT length(randomblob(1000000000))")]
    [InlineData("SELECT printf('%1000000000d', 1)")]
    [InlineData("SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000000)))")]
    [InlineData("SELECT count(*) FROM powers_of_two a, powers_of_two b, powers_of_two c, powers_of_two d, powers_of_two e, powers_of_two f")]
    [InlineData("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT group_concat(x, '----------------') FROM n")]
    [InlineData("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 100000000) SELECT x FROM n ORDER BY random()")]
    [InlineData("SELECT hex(randomblob(20000)) LIKE '%a%b%c%d%e%f%a%b%c%d%e%f%a%b%c%d%e%f%a%b%c%d%e%f%g' FROM powers_of_two a, powers_of_two b")]
    public async Task A_statement_that_would_never_end_ends_and_the_page_is_answered_meanwhile(string sql)
    {
        using TraceStore store = new();
        store.Ingest(new TraceRecord(1, 7, 2, 11));
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store.DatabasePath, static o => o with
        {
            SqlLimits = new SqlLimits { Time = TimeSpan.FromSeconds(1) },
        });

        Task<HttpResponseMessage>[] bombs = [.. Enumerable.Range(0, 3).Select(_ => explorer.PostAsync("/api/query", JsonSerializer.Serialize(new Dictionary<string, string> { ["sql"] = sql })))];
        await explorer.GetAsync("/api/stats");
        foreach (Task<HttpResponseMessage> bomb in bombs)
        {
            using HttpResponseMessage response = await bomb;
            string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, text);
            Assert.InRange(text.Length, 1, 32 << 20);
        }

        using HttpResponseMessage after = await explorer.PostAsync("/api/query", """{"sql": "SELECT count(*) FROM events"}""");
        Assert.Contains("[1]", await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
