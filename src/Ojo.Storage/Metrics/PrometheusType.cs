namespace Ojo.Storage.Metrics;

/// <summary>The types of the text format that are used here.</summary>
internal enum PrometheusType
{
    Counter,
    Gauge,
    Histogram,
}
