using System.Globalization;
using System.Text.Json;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Csv;

/// <summary>Real tables give the figures that were computed of them independently.</summary>
public sealed class RealSeriesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Files() => SharedFiles.Cases("series");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_figure_of_a_real_table_comes_out_exactly(string name)
    {
        string path = SharedFiles.Path("series", name);
        JsonElement expected = SharedFiles.Expected("series", name);
        ImportedFile file = Assert.Single(TraceImport.Run(new ImportOptions { Files = [path], DatabasePath = _directory["store.db"] }).Files);
        Assert.Equal((null, "csv", 0L), (file.Failure, file.Format, file.ProblemCount));

        using IStoreReader store = OjoStore.OpenReader(_directory["store.db"]);
        string view = Path.GetFileNameWithoutExtension(name);
        string last = $"SELECT {{0}} FROM {view} ORDER BY id DESC LIMIT 1";
        foreach (JsonProperty column in expected.GetProperty("figures").EnumerateObject())
        {
            // The time is the event's own, in nanoseconds.
            string field = column.Name == "time" ? "ts_ns / 1000"
                : column.Name.Split('(')[0].Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
            Assert.Equal(Figures(column.Value), Assert.Single(SqlRows.Of(store, $"SELECT count({field}), max({field}), min({field}) FROM {view}")));
            Assert.Equal(
                column.Value.GetProperty("last").GetDouble().ToString(CultureInfo.InvariantCulture),
                Assert.Single(SqlRows.Of(store, string.Format(CultureInfo.InvariantCulture, last, field))));
        }

        Assert.Equal(
            $"{Figure(expected, "cwin", "max")}|{Figure(expected, "transit", "last")}|{Figure(expected, "RTT min", "last")}|{Figure(expected, "time", "max")}",
            Assert.Single(SqlRows.Of(store, "SELECT max_cwnd, last_bytes_in_flight, min_rtt_us, duration_us FROM flow_summary")));
    }

    private static string Figures(JsonElement column) => string.Join('|', ((string[])["count", "max", "min"]).Select(name => column.GetProperty(name).GetDouble().ToString(CultureInfo.InvariantCulture)));

    private static string Figure(JsonElement expected, string column, string figure) => SharedFiles.Figure(expected, "figures", column, figure)!.Value.ToString(CultureInfo.InvariantCulture);
}
