using System.Diagnostics;
using System.Text.Json;
using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Programs;

/// <summary>Somebody who looks at a store through an explorer: one question after the other over HTTP, then many at once.</summary>
internal sealed class ExplorerVisit : IDisposable
{
    /// <summary>How many ask at once in the end.</summary>
    public const int Clients = 16;

    private const int Repeats = 21;
    private const string Json = "application/json";
    private const string Binary = "application/vnd.ojo.series";
    private const string Selected = "select=CWND_UPDATED.cwnd,BYTES_IN_FLIGHT_UPDATED.bytes_in_flight,RTT_UPDATED.latest,RTT_UPDATED.smoothed,PACKET_SENT.packet_number,PACKET_ACKED.packet_number,PACKET_LOST_TIMEOUT.packet_number";
    private readonly MeasuredProcess _explorer;
    private readonly HttpClient _client;
    private readonly List<ExplorerStep> _steps = [];

    private ExplorerVisit(string database)
    {
        _explorer = OjoPrograms.StartExplorer("--db-path", database, "--port", "0");
        const string Says = "Listening on ";
        string line = _explorer.ReadLine();
        _client = new HttpClient { BaseAddress = new Uri(line[(line.IndexOf(Says, StringComparison.Ordinal) + Says.Length)..]) };
    }

    /// <summary>Pays a visit.</summary>
    /// <param name="database">The store.</param>
    /// <returns>What was asked, in order.</returns>
    public static IReadOnlyList<ExplorerStep> Pay(string database)
    {
        using ExplorerVisit visit = new(database);
        visit.LookAround();
        return visit._steps;
    }

    /// <summary>Lets programs ask at once, and a browser look.</summary>
    /// <param name="database">The store.</param>
    public static ExplorerContest Contest(string database)
    {
        using ExplorerVisit visit = new(database);
        return visit.Contest();
    }

    private ExplorerContest Contest()
    {
        JsonElement row = JsonDocument.Parse(Get("/api/flows?limit=1&sort=events&order=desc")).RootElement.GetProperty("flows")[0];
        string id = row.GetProperty("id").GetString()!;
        (long first, long last) = (row.GetProperty("firstNs").GetInt64(), row.GetProperty("lastNs").GetInt64());
        (long middle, long part) = ((first + last) / 2, Math.Max(1, (last - first) / 64));
        string series = Section.Text($"/api/flows/{id}/series?{Selected}&width=1600");
        (string, string)[] questions =
        [
            (series, Binary),
            (Section.Text($"/api/flows/{id}/series?{Selected}&from={middle - part}&to={middle + part}&width=1600"), Binary),
            (Section.Text($"/api/flows/{id}/events?from={middle}&limit=200"), Json),
            (Section.Text($"/api/flows/{id}/events?order=desc&limit=200"), Json),
            ($"/api/flows/{id}", Json),
            ("/api/flows?limit=100", Json),
            ("/api/stats", Json),
        ];
        LoadFigures[] load = [.. ExplorerLoad.Clients.Select(clients => ExplorerLoad.Run(_client.BaseAddress!, questions, clients))];
        (int jsonBytes, double jsonMs) = Form(series, Json);
        (int binaryBytes, double binaryMs) = Form(series, Binary);
        try
        {
            return new ExplorerContest(load, jsonBytes, binaryBytes, jsonMs, binaryMs, BrowserVisit.Pay(_client.BaseAddress!, id, _explorer), null);
        }
        catch (PeerAbsentException absent)
        {
            return new ExplorerContest(load, jsonBytes, binaryBytes, jsonMs, binaryMs, null, absent.Message);
        }
    }

    /// <summary>How long an answer is in a form, and how long it takes.</summary>
    private (int Bytes, double Milliseconds) Form(string address, string mediaType)
    {
        var times = new double[Repeats];
        int bytes = 0;
        for (int n = 0; n < Repeats; n++)
        {
            long start = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept", mediaType);
            using HttpResponseMessage response = _client.Send(request);
            bytes = response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult().Length;
            times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return (bytes, times[Repeats / 2]);
    }

    public void Dispose()
    {
        _client.Dispose();
        _explorer.Dispose();
    }

    private void LookAround()
    {
        _steps.Add(new ExplorerStep("started", null, null, null, _explorer.Memory));
        Ask("statistics", "/api/stats");
        Ask("flows", "/api/flows?limit=100");
        Ask("flows, most events first", "/api/flows?limit=100&sort=events&order=desc");
        JsonElement flow = JsonDocument.Parse(Get("/api/flows?limit=1&sort=events&order=desc")).RootElement.GetProperty("flows")[0];
        string id = flow.GetProperty("id").GetString()!;
        (long first, long last) = (flow.GetProperty("firstNs").GetInt64(), flow.GetProperty("lastNs").GetInt64());
        long middle = (first + last) / 2;
        Ask("a flow and its summary", $"/api/flows/{id}");
        Ask("a page of its events, from the middle", Section.Text($"/api/flows/{id}/events?from={middle}"));
        Ask("10,000 of its events, from the middle", Section.Text($"/api/flows/{id}/events?from={middle}&limit=10000"));
        Ask("a packet by its number", $"/api/flows/{id}/events?type=PACKET_SENT&where=packet_number%3D7&limit=1");
        foreach (int zoom in new[] { 1, 4, 16, 64, 256, 4096 })
        {
            long half = (last - first) / zoom / 2;
            Ask($"seven series at 1600 px, 1/{zoom} of the flow", Section.Text($"/api/flows/{id}/series?{Selected}&from={middle - half}&to={middle + half + 1}&width=1600"));
        }

        Ask("a page of all events, from the middle", Section.Text($"/api/events?from={middle}"));
        Ask("10,000 of all events, the newest", "/api/events?order=desc&limit=10000");
        AtOnce(Section.Text($"/api/flows/{id}/series?{Selected}&width=1600"), Section.Text($"/api/flows/{id}/events?from={middle}&limit=10000"), "/api/events?limit=10000");
    }

    private void Ask(string question, string address)
    {
        var times = new double[Repeats];
        long bytes = 0;
        for (int n = 0; n < Repeats; n++)
        {
            long start = Stopwatch.GetTimestamp();
            bytes = Get(address).Length;
            times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        double first = times[0];
        Array.Sort(times);
        _steps.Add(new ExplorerStep(question, times[Repeats / 2], first, bytes, _explorer.Memory));
    }

    /// <summary>The large questions, of many clients at once.</summary>
    private void AtOnce(params string[] addresses)
    {
        Parallel.For(0, Clients * addresses.Length, new ParallelOptions { MaxDegreeOfParallelism = Clients }, n =>
        {
            using HttpResponseMessage response = _client.GetAsync(new Uri(addresses[n % addresses.Length], UriKind.Relative)).GetAwaiter().GetResult();

            // Too many at once are sent away, which is an answer too.
            if (response.StatusCode is not (System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.ServiceUnavailable))
            {
                response.EnsureSuccessStatusCode();
            }

            response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
        });
        _steps.Add(new ExplorerStep($"{Clients} clients at once, each with all series, 10,000 of the flow's events and 10,000 of all", null, null, null, _explorer.Memory));
    }

    private byte[] Get(string address) => _client.GetByteArrayAsync(new Uri(address, UriKind.Relative)).GetAwaiter().GetResult();
}
