using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Security;

/// <summary>Tries to change something.</summary>
public sealed class ReadOnlyTests : IAsyncLifetime
{
    private readonly DayStore _store = new();
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync()
    {
        _store.Ingest(null, new TraceRecord(1, 7, 2, 11));
        _explorer = await RunningExplorer.StartAsync(_store.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await _explorer.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public async Task No_verb_writes_at_any_path_and_the_stores_files_stay_as_they_are()
    {
        JsonElement document = JsonElement.Parse(await _explorer.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));
        string before = Fingerprint();
        string[] paths = [.. document.GetProperty("paths").EnumerateObject().Select(static p => p.Name), "/", "/assets/app.js", "/plugins/x.js", "/openapi/v1.json"];
        foreach (string path in paths)
        {
            string address = path.Replace("{id}", "1-7", StringComparison.Ordinal).Replace("{number}", "91", StringComparison.Ordinal);
            foreach (string verb in (string[])["POST", "PUT", "PATCH", "DELETE", "MKCOL", "PROPPATCH", "MOVE", "COPY", "LOCK", "LINK", "PURGE", "DEBUG"])
            {
                if (verb == "POST" && path == "/api/query")
                {
                    continue;
                }

                using HttpRequestMessage request = new(new HttpMethod(verb), address) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
                request.Headers.TryAddWithoutValidation("X-HTTP-Method-Override", "GET");
                using HttpResponseMessage response = await _explorer.Client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True((int)response.StatusCode is 405 or 404, $"{verb} {address}: {(int)response.StatusCode}");
                Assert.True((int)response.StatusCode == 405 || !path.StartsWith("/api", StringComparison.Ordinal), $"{verb} {address}");
            }
        }

        Assert.Equal(before, Fingerprint());
    }

    [Theory]
    [InlineData("DELETE FROM flows")]
    [InlineData("WITH x AS (SELECT 1) INSERT INTO flows SELECT * FROM x")]
    [InlineData("SELECT 1; DELETE FROM flows")]
    [InlineData("REPLACE INTO flows VALUES (1)")]
    [InlineData("PRAGMA writable_schema = ON")]
    [InlineData("PRAGMA query_only = OFF")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("REINDEX")]
    [InlineData("ANALYZE")]
    [InlineData("CREATE TEMP TABLE x (y)")]
    [InlineData("ALTER TABLE ojo_event RENAME TO x")]
    [InlineData("ATTACH ':memory:' AS m")]
    [InlineData("ATTACH 'file:x?mode=rwc' AS m")]
    [InlineData("DETACH main")]
    [InlineData("VACUUM")]
    [InlineData("SELECT edit('x')")]
    [InlineData("SELECT fts3_tokenizer('x', x'00')")]
    public async Task No_statement_writes_and_the_stores_files_stay_as_they_are(string sql)
    {
        string before = Fingerprint();
        using HttpResponseMessage response = await _explorer.PostAsync("/api/query", JsonSerializer.Serialize(new Dictionary<string, string> { ["sql"] = sql }));

        Assert.EndsWith("bad-sql", (await RunningExplorer.ProblemAsync(400, response)).GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
    }

    [Fact]
    public async Task The_files_of_the_store_are_open_for_reading_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says how a file is open.");
        await _explorer.GetAsync("/api/events");
        using HttpResponseMessage sql = await _explorer.PostAsync("/api/query", """{"sql": "SELECT count(*) FROM events"}""");
        List<string> seen = [];
        foreach (string descriptor in Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            string? target = new FileInfo(descriptor).LinkTarget;
            if (target is null || !target.StartsWith(_store.Path, StringComparison.Ordinal) || !target.EndsWith(".db", StringComparison.Ordinal))
            {
                continue;
            }

            string line = File.ReadLines($"/proc/self/fdinfo/{Path.GetFileName(descriptor)}").First(static one => one.StartsWith("flags:", StringComparison.Ordinal));
            // The two lowest bits of the octal number: 0 reads, 1 writes, 2 does both.
            Assert.Equal(0, int.Parse(line.AsSpan(line.Length - 1), CultureInfo.InvariantCulture) & 3);
            seen.Add(target);
        }

        Assert.NotEmpty(seen);
    }

    private string Fingerprint() => string.Join('\n', Directory.GetFiles(_store.Path, "*", SearchOption.AllDirectories)
        .Where(static file => file.EndsWith(".db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(static file =>
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(stream))}";
        }));
}
