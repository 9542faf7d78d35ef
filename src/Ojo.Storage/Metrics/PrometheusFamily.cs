using System.Diagnostics.Metrics;

namespace Ojo.Storage.Metrics;

/// <summary>One instrument as Prometheus knows it: a name, a type, and a series for each set of labels.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class PrometheusFamily
{
    private readonly Instrument _instrument;
    private readonly PrometheusType _type;
    private readonly bool _isAddedUp;
    private readonly double[] _bounds = [];
    private readonly SortedDictionary<string, PrometheusSeries> _series = new(StringComparer.Ordinal);

    public PrometheusFamily(Instrument instrument)
    {
        _instrument = instrument;
        string kind = instrument.GetType().Name;
        _type = kind.StartsWith("Histogram", StringComparison.Ordinal) ? PrometheusType.Histogram
            : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? PrometheusType.Counter
            : PrometheusType.Gauge;
        _isAddedUp = kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("UpDownCounter", StringComparison.Ordinal);
        if (_type == PrometheusType.Histogram)
        {
            _bounds = [.. (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]];
        }

        Name = PrometheusName.Of(instrument.Name, instrument.Unit, _type == PrometheusType.Counter);
    }

    public string Name { get; }

    /// <summary>What is observed says everything anew: a series that is not named again is gone.</summary>
    public void BeginCollection()
    {
        if (_instrument.IsObservable)
        {
            _series.Clear();
        }
    }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = PrometheusText.Labels(tags);
        if (!_series.TryGetValue(labels, out PrometheusSeries? series))
        {
            if (_series.Count == PrometheusExporter.MostSeries)
            {
                return;
            }

            _series.Add(labels, series = new PrometheusSeries(_bounds));
        }

        if (_type == PrometheusType.Histogram)
        {
            series.Observe(value);
        }
        else
        {
            series.Value = _isAddedUp ? series.Value + value : value;
        }
    }

    public void WriteTo(PrometheusText text)
    {
        text.Family(Name, _type, _instrument.Description);
        foreach ((string labels, PrometheusSeries series) in _series)
        {
            if (_type == PrometheusType.Histogram)
            {
                text.Histogram(Name, labels, _bounds, series);
            }
            else
            {
                text.Sample(Name, labels, series.Value);
            }
        }

        // A histogram that nobody has recorded in yet has its buckets all the same: rates then begin at 0.
        if (_series.Count == 0 && _type == PrometheusType.Histogram)
        {
            text.Histogram(Name, "", _bounds, new PrometheusSeries(_bounds));
        }
    }
}
