using System.Diagnostics;
using System.Net;

namespace Ojo.Benchmarks.Programs;

/// <summary>Clients who look at a store at the same time, each asking its next question when it has the answer to the last.</summary>
internal static class ExplorerLoad
{
    /// <summary>How many ask at once.</summary>
    public static readonly int[] Clients = [1, 8, 64];

    private const int RequestsOfOne = 300;
    private const int FewestOfEach = 40;

    /// <summary>Asks.</summary>
    /// <param name="address">Where the explorer is.</param>
    /// <param name="questions">What is asked, in turns: path and media type.</param>
    /// <param name="clients">By how many.</param>
    public static LoadFigures Run(Uri address, IReadOnlyList<(string Path, string Accept)> questions, int clients)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        int each = Math.Max(FewestOfEach, RequestsOfOne / clients);
        // Connections are made and code is compiled before anything is timed.
        Task.WaitAll(Enumerable.Range(0, clients).Select(client => AskAsync(http, questions[client % questions.Count])));
        long start = Stopwatch.GetTimestamp();
        (double Ms, bool IsGood)[][] answers = Task.WhenAll(Enumerable.Range(0, clients).Select(client => VisitAsync(http, questions, client, each))).GetAwaiter().GetResult();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] times = [.. answers.SelectMany(static one => one).Select(static one => one.Ms).Order()];
        int failed = answers.Sum(static one => one.Count(static answer => !answer.IsGood));
        return new LoadFigures(clients, times.Length, failed, Rank(0.5), Rank(0.99), times[^1], times.Length / seconds);

        double Rank(double part) => times[Math.Max(0, (int)Math.Ceiling(part * times.Length) - 1)];
    }

    private static async Task<(double Ms, bool IsGood)[]> VisitAsync(HttpClient http, IReadOnlyList<(string Path, string Accept)> questions, int client, int count)
    {
        var answers = new (double, bool)[count];
        for (int n = 0; n < count; n++)
        {
            long start = Stopwatch.GetTimestamp();
            bool isGood = await AskAsync(http, questions[(client + n) % questions.Count]).ConfigureAwait(false);
            answers[n] = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, isGood);
        }

        return answers;
    }

    private static async Task<bool> AskAsync(HttpClient http, (string Path, string Accept) question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(question.Path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", question.Accept);
        using HttpResponseMessage response = await http.SendAsync(request).ConfigureAwait(false);
        byte[] body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK && body.Length > 0 && response.Content.Headers.ContentType?.MediaType == question.Accept;
    }
}
