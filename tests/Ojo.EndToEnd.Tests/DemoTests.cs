using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ojo.EndToEnd.Tests.Programs;

namespace Ojo.EndToEnd.Tests;

public sealed class DemoTests
{
    private const string Demo = "samples/Transfer";

    [Fact]
    public async Task It_shows_its_flows_while_it_runs_and_the_database_has_every_event_at_the_end()
    {
        using TempDirectory directory = new();
        await using RunningProgram demo = RunningProgram.Start(
            Demo, "--duration", "3s", "--loss", "2%", "--port", "0", "--directory", directory.FullPath);
        string address = (await demo.WaitForLineAsync(@"Explorer\s+(http://127\.0\.0\.1:\d+)")).Groups[1].Value;

        long flows = await UntilSomeAsync(address, "/api/flows", static answer => answer.GetProperty("total").GetInt64(), atLeast: 10);
        long events = await UntilSomeAsync(address, "/api/stats", static answer => answer.GetProperty("events").GetInt64(), atLeast: 1000);

        Assert.Equal(0, await demo.WaitForExitAsync());
        Assert.Contains("every SHA-256 verified", demo.Output, StringComparison.Ordinal);
        AssertComplete(demo, directory);
        Assert.True(Database.Count(directory.File("traces.db"), "SELECT count(*) FROM events") > events);
        Assert.True(Database.Count(directory.File("traces.db"), "SELECT count(*) FROM flows") >= flows);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_ends_it_in_good_order(PosixSignal signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals to send.");
        using TempDirectory directory = new();
        await using RunningProgram demo = RunningProgram.Start(Demo, "--port", "0", "--directory", directory.FullPath);
        await demo.WaitForLineAsync("events stored");

        demo.Send(signal);

        Assert.Equal(0, await demo.WaitForExitAsync());
        AssertComplete(demo, directory);
        Assert.Equal(
            8, Database.Count(directory.File("traces.db"), "SELECT count(*) FROM connection_closed WHERE reason IN ('application', 'closed_by_peer')"));
    }

    [Fact]
    public async Task A_second_run_in_the_same_directory_adds_another_run()
    {
        using TempDirectory directory = new();
        string[] arguments = ["--duration", "500ms", "--delay", "2ms", "--no-explorer", "--directory", directory.FullPath];

        (int firstExit, string first, _) = await RunningProgram.RunAsync(Demo, arguments);
        (int secondExit, string second, _) = await RunningProgram.RunAsync(Demo, arguments);

        Assert.Equal((0, 0), (firstExit, secondExit));
        Assert.Equal(2, Database.Count(directory.File("traces.db"), "SELECT count(*) FROM runs"));
        Assert.Equal(
            DemoSummary.Parse(first).Stored + DemoSummary.Parse(second).Stored,
            Database.Count(directory.File("traces.db"), "SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task A_port_that_is_taken_makes_it_serve_on_another()
    {
        using TempDirectory directory = new();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int taken = ((IPEndPoint)listener.LocalEndpoint).Port;

        await using RunningProgram demo = RunningProgram.Start(
            Demo, "--duration", "500ms", "--port", $"{taken}", "--directory", directory.FullPath);
        int port = int.Parse((await demo.WaitForLineAsync(@"Explorer\s+http://127\.0\.0\.1:(\d+)")).Groups[1].ValueSpan, provider: null);

        Assert.NotEqual(taken, port);
        Assert.Equal(0, await demo.WaitForExitAsync());
    }

    [Theory]
    [InlineData("--loss", "200%", "--loss cannot be '200%'. Give a share from 0% to 100%")]
    [InlineData("--duration", "soon", "--duration cannot be 'soon'. Give a time")]
    [InlineData("--connections", "0", "--connections cannot be '0'. Give a whole number from 1 to 1000")]
    [InlineData("--bandwidth", "fast", "--bandwidth cannot be 'fast'. Give a rate")]
    [InlineData("--speed", "9", "--speed")]
    public async Task A_wrong_option_is_named_in_a_sentence_and_nothing_is_done(string option, string value, string sentence)
    {
        using TempDirectory directory = new();

        (int exitCode, string output, string errors) = await RunningProgram.RunAsync(Demo, option, value, "--directory", directory.FullPath);

        Assert.Equal(2, exitCode);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.Empty(Directory.GetFileSystemEntries(directory.FullPath));
    }

    private static void AssertComplete(RunningProgram demo, TempDirectory directory)
    {
        DemoSummary summary = DemoSummary.Parse(demo.Output);
        Assert.Equal((summary.Ingested, 0), (summary.Stored, summary.Dropped));
        Assert.Equal(summary.Stored, Database.Count(directory.File("traces.db"), "SELECT count(*) FROM events"));
        Assert.Equal(0, Database.Count(directory.File("traces.db"), "SELECT sum(dropped) FROM runs"));
        Assert.True(summary.Stored > 1000);
    }

    /// <summary>Asks the explorer until a number in its answer is large enough.</summary>
    private static async Task<long> UntilSomeAsync(string address, string path, Func<JsonElement, long> number, long atLeast)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        while (true)
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(limit.Token));
                if (number(answer.RootElement) is var value && value >= atLeast)
                {
                    return value;
                }
            }

            // No database yet is an answer too.
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
