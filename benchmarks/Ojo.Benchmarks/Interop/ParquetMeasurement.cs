using System.Globalization;
using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;
using Ojo.Interop.Exporting;
using Ojo.Storage;

namespace Ojo.Benchmarks.Interop;

/// <summary>How fast events are exported to Parquet and to CSV, and how large the file is beside DuckDB's own of the same rows.</summary>
internal static class ParquetMeasurement
{
    private const long Events = 2_000_000;
    private const double Bar = 1e6;
    private const double SizeBar = 1.3;
    private const string DuckDb = "@duckdb/node-api@1.5.6-r.1";

    private const string Copy = """
        const { DuckDBInstance } = require('@duckdb/node-api');
        DuckDBInstance.create(':memory:').then(async (instance) => {
          const connection = await instance.connect();
          const [from, to, codec] = process.argv.slice(1);
          await connection.run(`COPY (SELECT * FROM '${from}') TO '${to}' (FORMAT parquet, COMPRESSION ${codec})`);
          console.log('done');
        });
        """;

    private static readonly (string Codec, string DuckDb)[] s_codecs = [("gzip", "gzip"), ("brotli", "brotli"), ("none", "uncompressed")];

    /// <param name="section">Where the report goes.</param>
    public static void Run(Section section)
    {
        using TempDirectory directory = new();
        string database = Path.Combine(directory.Path, "store.db");
        Section.Progress("parquet, a store");
        StoreIngestion.Make(database, StoreWorkload.Write(directory.Output, new WorkloadShape(Events, 1000, 1)));
        using IStoreReader store = OjoStore.OpenReader(database);
        Section.Progress("parquet, csv");
        (double csv, long csvBytes) = ExportRate.Best(store, TraceExport.Find("csv")!, Path.Combine(directory.Path, "events.csv"));
        string? duckDb = Install(directory.Path);
        List<string[]> rows = [["CSV", Section.Text($"{csv / 1e6:F2}"), "1", Section.Text($"{(double)csvBytes / Events:F1}"), ""]];
        List<Bar> bars = [];
        foreach ((string codec, string theirs) in s_codecs)
        {
            Section.Progress($"parquet, {codec}");
            string file = Path.Combine(directory.Path, $"{codec}.parquet");
            (double rate, long bytes) = ExportRate.Best(store, TraceExport.Find("parquet")!.With(codec), file);
            double? ratio = duckDb is null ? null : (double)bytes / CopyBytes(duckDb, file, theirs);
            rows.Add([$"Parquet, {codec}", Section.Text($"{rate / 1e6:F2}"), Section.Text($"{rate / csv:F2}"), Section.Text($"{(double)bytes / Events:F1}"), ratio is { } size ? Section.Text($"{size:F2} ×") : ""]);
            bars.Add(new Bar($"Parquet, {codec}", Section.Text($"≥ {Bar / 1e6:F0} M/s"), Section.Text($"{rate / 1e6:F2} M/s"), rate >= Bar, ""));
            bars.Add(new Bar("its size beside DuckDB's", Section.Text($"≤ {SizeBar} ×"), ratio is { } times ? Section.Text($"{times:F2} ×") : "", ratio is null ? null : ratio <= SizeBar, duckDb is null ? "npm could not get DuckDB" : ""));
        }

        section.Heading("Parquet");
        section.Bars(bars);
        section.Say($"{Events / 1e6:F0} M events of 1,000 flows, seven types. One thread's own time, the best of {ExportRate.Rounds} rounds; DuckDB writes the rows of our file to one of its own with the same codec.");
        section.Table(["what", "M events/s", "of CSV's", "bytes an event", "of DuckDB's"], rows);
    }

    /// <summary>The directory that npm put DuckDB into; null where it could not.</summary>
    private static string? Install(string directory)
    {
        try
        {
            MeasuredProcess.Run("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--prefix", directory, DuckDb]);
            return Path.Combine(directory, "node_modules");
        }
        catch (Exception exception) when (exception is PeerAbsentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long CopyBytes(string packages, string file, string codec)
    {
        string copy = file + ".duckdb";
        MeasuredProcess.Run("node", ["-e", Copy.Replace("'@duckdb/node-api'", string.Create(CultureInfo.InvariantCulture, $"'{packages}/@duckdb/node-api'"), StringComparison.Ordinal), file, copy, codec]);
        return new FileInfo(copy).Length;
    }
}
