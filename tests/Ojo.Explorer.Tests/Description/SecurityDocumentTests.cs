using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Ojo.Explorer.Hosting;
using Ojo.Explorer.Live;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Security;
using Ojo.Explorer.Sql;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Tests.Description;

/// <summary>The numbers of docs/SECURITY.md against those that the code goes by.</summary>
public sealed class SecurityDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SECURITY.md"));

    [Fact]
    public void Its_table_of_limits_has_the_limits_of_the_code()
    {
        KestrelServerOptions kestrel = new();
        ExplorerHost.Limit(kestrel);
        KestrelServerLimits limits = kestrel.Limits;
        ExplorerOptions options = new() { DatabasePath = "traces.db" };
        string[] expected =
        [
            $"| requests of one client | {RequestLimits.UsualRate} a second, {N(RequestLimits.UsualRate * RequestLimits.BurstSeconds)} at once; `--rate-limit` changes it | `429`, `Retry-After` |",
            $"| requests of one client that are being answered | {RequestLimits.MostOfOneClient} | `503` |",
            $"| all requests that are being answered | {RequestLimits.MostAtOnce} | `503` |",
            $"| connections; of one address | {limits.MaxConcurrentConnections}; {ExplorerHost.MostConnectionsOfOneClient} | closed |",
            $"| headers; address of a request; body | {Kib(limits.MaxRequestHeadersTotalSize)}, {limits.MaxRequestHeaderCount} of them; {N(AccessMiddleware.MaxAddressLength)} characters; {Kib(limits.MaxRequestBodySize!.Value)}, SQL {Kib(SqlRequestReader.MostBytes)} | `431`, `414`, `413` |",
            $"| time until the headers are there; a body slower than {limits.MinRequestBodyDataRate!.BytesPerSecond} bytes a second; a connection without requests | {limits.RequestHeadersTimeout.TotalSeconds} s; {limits.MinRequestBodyDataRate.GracePeriod.TotalSeconds} s; {limits.KeepAliveTimeout.TotalSeconds} s | `408`, closed |",
            $"| a query | {options.QueryTimeout.TotalSeconds} s, on one of a few threads, {QueryThreads.MaxQueued} waiting | `503`, or what was found until then |",
            $"| a statement of SQL | [its own limits](STORE.md#sql-that-somebody-else-writes), {Word(OjoExplorer.SqlThreadCount)} at once, {Word(SqlEndpoint.MostAtOnce - OjoExplorer.SqlThreadCount)} waiting | what was found until then; `503` |",
            $"| a page of a list; buckets of a chart | {N(Math.Max(Accepted.EventLimit.Most, Math.Max(Accepted.FlowLimit.Most, Accepted.GroupLimit.Most)))}; {N(new[] { Accepted.Width, Accepted.CountsWidth, Accepted.DerivedWidth, Accepted.GroupWidth, Accepted.Buckets }.Max(static one => one.Most))} | `400` |",
            $"| rows of an answer | {N(RowWriter.MostRows)} | `400` |",
            $"| live streams | {LiveEndpoint.MaxListeners} | `503` |",
        ];

        string[] table = [.. s_text[s_text.IndexOf("## Limits", StringComparison.Ordinal)..s_text.IndexOf("## Reading only", StringComparison.Ordinal)]
            .Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

        Assert.Equal(expected, table);
    }

    [Fact]
    public void So_do_its_sentences_about_guesses_and_cookies()
    {
        string text = s_text.Replace('\n', ' ').Replace("*", "", StringComparison.Ordinal);

        Assert.Equal(TimeSpan.FromMinutes(1), GuessLimit.Window);
        Assert.Contains($"has {Word(GuessLimit.MostFromOne)} wrong tokens a minute, all addresses together {Word(GuessLimit.MostInAll)},", text, StringComparison.Ordinal);
        Assert.Contains($"good for {SessionCookie.Life.TotalDays} days", text, StringComparison.Ordinal);
        Assert.Contains("`openssl rand -hex 24`", text, StringComparison.Ordinal);
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Kib(long bytes) => $"{bytes / 1024} KiB";

    private static string Word(int number) => number switch
    {
        2 => "two",
        6 => "six",
        10 => "ten",
        100 => "a hundred",
        _ => N(number),
    };
}
