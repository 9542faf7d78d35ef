using System.Diagnostics.Metrics;
using Ojo.Storage.Metrics;
using Ojo.Watcher.Metrics;
using Ojo.Watcher.Statistics;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Metrics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void The_watcher_s_metrics_have_these_names_types_and_values()
    {
        var activity = new WatcherActivity();
        using var meter = new WatcherMeter(activity, new WatcherOptions { InputDirectory = "x", DatabasePath = "no such store" });
        using var exporter = new PrometheusExporter(meter.Meter);
        activity.Stored(100, 5, 2424, TimeSpan.FromMilliseconds(30));
        activity.Stored(50, 0, 1224, TimeSpan.FromMilliseconds(2));
        activity.Stored(50, 0, 1224, TimeSpan.FromMinutes(1));
        activity.AddQuarantined(2);
        activity.Found(7, 9000, DateTime.UtcNow.AddSeconds(-10));

        Dictionary<string, ExpositionFamily> families = Exposition.Parse(exporter.Export()).ToDictionary(static family => family.Name);

        Assert.Equal(
            [
                "ojo_watcher_bytes_total counter", "ojo_watcher_database_size_bytes gauge", "ojo_watcher_dropped_total counter",
                "ojo_watcher_events_total counter", "ojo_watcher_failed_files gauge", "ojo_watcher_files_total counter",
                "ojo_watcher_lag_seconds gauge", "ojo_watcher_quarantined_total counter", "ojo_watcher_store_available gauge",
                "ojo_watcher_waiting_bytes gauge", "ojo_watcher_waiting_files gauge", "ojo_watcher_write_duration_seconds histogram",
            ],
            families.Values.Select(static family => $"{family.Name} {family.Type}").Order(StringComparer.Ordinal));
        Assert.Equal((3, 200, 4872, 5, 2), (Value("files_total"), Value("events_total"), Value("bytes_total"), Value("dropped_total"), Value("quarantined_total")));
        Assert.Equal((7, 9000, 1, 0), (Value("waiting_files"), Value("waiting_bytes"), Value("store_available"), Value("database_size_bytes")));
        Assert.InRange(Value("lag_seconds"), 10, 70);
        ExpositionFamily writes = families["ojo_watcher_write_duration_seconds"];
        Assert.Equal((0, 1, 2, 2, 3), (Bucket("0.001"), Bucket("0.0025"), Bucket("0.05"), Bucket("30"), Bucket("+Inf")));
        Assert.Equal(60.032, writes.Samples.Single(static sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)).Value, 6);

        double Value(string name) => Assert.Single(families["ojo_watcher_" + name].Samples).Value;
        double Bucket(string bound) => writes.Samples.Single(sample => sample.Labels.TryGetValue("le", out string? le) && le == bound).Value;
    }

    [Fact]
    public void Names_labels_and_help_that_the_format_does_not_allow_are_written_so_that_it_does()
    {
        using var meter = new Meter("test");
        using var exporter = new PrometheusExporter(meter);
        Counter<long> counter = meter.CreateCounter<long>("7.odd-näme", "By", "two\nlines and a \\");
        counter.Add(1, new KeyValuePair<string, object?>("the label", "\"quoted\"\n\\ ümlaut"), new KeyValuePair<string, object?>("a", 1.5));
        counter.Add(2, new KeyValuePair<string, object?>("a", 1.5), new KeyValuePair<string, object?>("the label", "\"quoted\"\n\\ ümlaut"));
        meter.CreateGauge<double>("edge").Record(double.PositiveInfinity, new KeyValuePair<string, object?>("n", null));
        meter.CreateGauge<double>("not").Record(double.NaN);
        meter.CreateUpDownCounter<int>("level", "1").Add(-3);
        meter.CreateHistogram<double>("time.taken.seconds", "s");

        List<ExpositionFamily> families = Exposition.Parse(exporter.Export());

        Assert.Equal(["_7_odd_n_me_bytes_total", "edge", "level_ratio", "not", "time_taken_seconds"], families.Select(static family => family.Name));
        ExpositionSample sample = Assert.Single(families[0].Samples);
        Assert.Equal(3, sample.Value);
        Assert.Equal("\"quoted\"\n\\ ümlaut", sample.Labels["the_label"]);
        Assert.Equal("1.5", sample.Labels["a"]);
        Assert.Equal("two\nlines and a \\", families[0].Help);
        Assert.Equal(double.PositiveInfinity, Assert.Single(families[1].Samples).Value);
        Assert.Equal(-3, Assert.Single(families[2].Samples).Value);
        Assert.True(double.IsNaN(Assert.Single(families[3].Samples).Value));
        Assert.Equal(14, families[4].Samples.Count);
    }

    [Fact]
    public void Labels_without_end_do_not_fill_the_memory()
    {
        using var meter = new Meter("test");
        using var exporter = new PrometheusExporter(meter);
        Counter<long> counter = meter.CreateCounter<long>("many");
        for (int n = 0; n < 5 * PrometheusExporter.MostSeries; n++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", n));
        }

        Assert.Equal(PrometheusExporter.MostSeries, Assert.Single(Exposition.Parse(exporter.Export())).Samples.Count);
    }

    [Fact]
    public void What_other_meters_count_is_not_among_it()
    {
        using var ours = new Meter("same name");
        using var theirs = new Meter("same name");
        using var exporter = new PrometheusExporter(ours);
        theirs.CreateCounter<long>("theirs").Add(1);
        ours.CreateCounter<long>("ours").Add(1);

        Assert.Equal("ours_total", Assert.Single(Exposition.Parse(exporter.Export())).Name);
    }

    [Theory]
    [InlineData("# TYPE a gauge\na 1")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na{b=\"c} 1\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na one\n")]
    [InlineData("# HELP a A.\n# TYPE a counter\na 1\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na 1\na 2\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\nb 1\n")]
    [InlineData("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    public void A_text_that_is_wrong_is_found_wrong(string text) => Assert.Throws<FormatException>(() => Exposition.Parse(text));
}
