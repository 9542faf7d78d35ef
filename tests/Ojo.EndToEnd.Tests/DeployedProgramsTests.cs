using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ojo.EndToEnd.Tests.Programs;

namespace Ojo.EndToEnd.Tests;

/// <summary>The published programs, started by what stands in deploy/ and by nothing else: the units' and the images' own command lines.</summary>
public sealed partial class DeployedProgramsTests(PublishedPrograms programs, DemoTraces traces) : IClassFixture<PublishedPrograms>, IClassFixture<DemoTraces>, IDisposable
{
    private const string Token = "a-token-of-the-test";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_units_command_lines_take_traces_in_show_them_and_end_cleanly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no systemd, and no such signals.");
        string spool = _directory.File("spool");
        string store = Directory.CreateDirectory(_directory.File("lib")).FullName;
        Deliver(Path.Combine(spool, "output"));
        await using RunningProgram watcher = RunningProgram.Start(Unit("ojo-watcher"));
        await using RunningProgram explorer = RunningProgram.Start(Unit("ojo-explorer"));

        await SeesAllAsync(explorer, token: null);
        await EndsAsync(watcher, explorer);
        Assert.Contains("Metrics on http://127.0.0.1:", await watcher.ReadErrorsAsync(), StringComparison.Ordinal);

        ProcessStartInfo Unit(string name)
        {
            string[] words = File.ReadAllLines(Repository.At("deploy", "systemd", name + ".service")).Single(static line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..].Split(' ');
            string[] here = [.. words.Select(word => word
                .Replace("/opt/ojo", programs.Folder, StringComparison.Ordinal)
                .Replace("/var/spool/ojo", spool, StringComparison.Ordinal)
                .Replace("/var/lib/ojo", store, StringComparison.Ordinal)).Select(FreePort)];

            // Each of the places was there to be replaced, and the program is what publishing makes.
            Assert.True(File.Exists(here[0]), $"{words[0]} is none of what dotnet publish makes.");
            Assert.DoesNotContain(here, static word => word.StartsWith("/opt", StringComparison.Ordinal) || word.StartsWith("/var", StringComparison.Ordinal));
            ProcessStartInfo start = new(here[0], here[1..]);
            RunningProgram.ForgetSettings(start);
            return start;
        }
    }

    [Fact]
    public async Task The_images_command_lines_do_the_same_under_a_read_only_root_as_a_user_who_owns_nothing()
    {
        Assert.SkipWhen(SealedRoot.Problem() is not null, SealedRoot.Problem() ?? "");
        string volume = _directory.File("traces");
        string data = Directory.CreateDirectory(_directory.File("data")).FullName;
        Deliver(Path.Combine(volume, "output"));
        Directory.CreateDirectory(Path.Combine(volume, "staging"));
        using (Process chown = Process.Start("chown", ["-R", "1654:1654", volume, data]))
        {
            await chown.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }

        await using RunningProgram watcher = RunningProgram.Start(Image("watcher"));
        await using RunningProgram explorer = RunningProgram.Start(Image("explorer"));

        await SeesAllAsync(explorer, Token);
        await EndsAsync(watcher, explorer);
        Assert.Contains("Metrics on http://0.0.0.0:", await watcher.ReadErrorsAsync(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(data, "traces.db")));

        ProcessStartInfo Image(string target)
        {
            string[] lines = [.. File.ReadAllLines(Repository.At("deploy", "Containerfile")).SkipWhile(line => !line.EndsWith(" AS " + target, StringComparison.Ordinal)).Skip(1)
                .TakeWhile(static line => !line.StartsWith("FROM ", StringComparison.Ordinal))];
            string[] command = [.. Words(lines, "ENTRYPOINT"), .. Words(lines, "CMD").Select(FreePort)];
            Assert.Contains("USER 1654:1654", lines);
            Assert.Contains($"COPY --from=build /app/{target} /app", lines);
            ProcessStartInfo start = SealedRoot.Start(Directory.CreateDirectory(_directory.File("root-" + target)).FullName, Path.Combine(programs.Folder, target), volume, data, command);
            start.Environment["OJO_TOKEN"] = Token;
            return start;
        }
    }

    [Fact]
    public void The_images_ports_and_volumes_are_those_of_the_compose_file_and_of_their_own_command_lines()
    {
        string compose = File.ReadAllText(Repository.At("deploy", "compose.yaml"));
        string[] lines = File.ReadAllLines(Repository.At("deploy", "Containerfile"));

        foreach (string port in lines.Where(static line => line.StartsWith("EXPOSE ", StringComparison.Ordinal)).Select(static line => line["EXPOSE ".Length..]))
        {
            Assert.Contains($"127.0.0.1:{port}:{port}", compose, StringComparison.Ordinal);
            Assert.Contains(lines, line => line.StartsWith("CMD ", StringComparison.Ordinal) && line.Contains($"\"{port}\"", StringComparison.Ordinal));
        }

        foreach (string target in new[] { "watcher", "explorer" })
        {
            Assert.Contains($"dockerfile: deploy/Containerfile, target: {target} }}", compose, StringComparison.Ordinal);
            Assert.Contains(lines, line => line.EndsWith($" AS {target}", StringComparison.Ordinal));
        }

        foreach (string volume in lines.Where(static line => line.StartsWith("VOLUME ", StringComparison.Ordinal)).SelectMany(static line => Quoted().Matches(line)).Select(static match => match.Groups[1].Value))
        {
            Assert.Contains($":{volume}\n", compose, StringComparison.Ordinal);
        }
    }

    private static string[] Words(string[] lines, string instruction) =>
        [.. Quoted().Matches(lines.Single(line => line.StartsWith(instruction + " ", StringComparison.Ordinal))).Select(static match => match.Groups[1].Value)];

    private static string FreePort(string word) => word is "8080" or "9464" ? "0" : word;

    private void Deliver(string output)
    {
        Directory.CreateDirectory(output);
        foreach (string file in Directory.GetFiles(traces.Output))
        {
            File.Copy(file, Path.Combine(output, Path.GetFileName(file)));
        }
    }

    private async Task SeesAllAsync(RunningProgram explorer, string? token)
    {
        string port = (await explorer.WaitForLineAsync(@"^Listening on http://.*:(\d+)$")).Groups[1].Value;
        long expected = Database.Count(traces.LiveDatabase, "SELECT count(*) FROM events");
        using HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        string last = "nothing";
        try
        {
            while (await StoredAsync() != expected)
            {
                // The watcher is another process, and tells nobody how far it is but by the store.
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The explorer has not shown the {expected} events. It said last: {last}");
        }

        async Task<long> StoredAsync()
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri("/api/stats", UriKind.Relative), limit.Token);
            last = await answer.Content.ReadAsStringAsync(limit.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return -1;
            }

            using JsonDocument statistics = JsonDocument.Parse(last);
            return statistics.RootElement.GetProperty("events").GetInt64();
        }
    }

    private static async Task EndsAsync(params RunningProgram[] running)
    {
        foreach (RunningProgram program in running)
        {
            program.Send(PosixSignal.SIGTERM);
            int code = await program.WaitForExitAsync();
            Assert.True(code == 0, await program.ReadErrorsAsync());
        }
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
