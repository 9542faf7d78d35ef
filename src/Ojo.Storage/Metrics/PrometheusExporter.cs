using System.Diagnostics.Metrics;

namespace Ojo.Storage.Metrics;

/// <summary>Says what a meter's instruments say in the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>
/// Counters are added up from the moment of listening on, so listen before anything is counted. Numbers of all kinds are kept as
/// <see cref="double"/>: whole up to 2⁵³.
/// </remarks>
public sealed class PrometheusExporter : IMetricsExporter
{
    /// <summary>Whoever gives each event a label of its own would fill the memory: further label sets are left out.</summary>
    public const int MostSeries = 1000;

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, PrometheusFamily> _families = new(StringComparer.Ordinal);

    /// <summary>Listens to a meter from now on.</summary>
    /// <param name="meter">It and no other, whatever its name.</param>
    public PrometheusExporter(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument, Add(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<double>(Take);
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, state) => Take(instrument, (double)value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.Start();
    }

    /// <inheritdoc/>
    public string ContentType => "text/plain; version=0.0.4; charset=utf-8";

    /// <inheritdoc/>
    public string Export()
    {
        lock (_lock)
        {
            foreach (PrometheusFamily family in _families.Values)
            {
                family.BeginCollection();
            }

            _listener.RecordObservableInstruments();
            var text = new PrometheusText();
            foreach (PrometheusFamily family in _families.Values)
            {
                family.WriteTo(text);
            }

            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private PrometheusFamily Add(Instrument instrument)
    {
        lock (_lock)
        {
            // Two instruments that come out at one name would make a text that nobody may read: the second is left out.
            var family = new PrometheusFamily(instrument);
            _families.TryAdd(family.Name, family);
            return family;
        }
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        lock (_lock)
        {
            ((PrometheusFamily)state!).Take(value, tags);
        }
    }
}
