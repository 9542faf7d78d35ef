namespace Ojo.Storage.Metrics;

/// <summary>Writes down what some instruments say now, in a form that somebody collects.</summary>
public interface IMetricsExporter : IDisposable
{
    /// <summary>The media type of what <see cref="Export"/> returns.</summary>
    string ContentType { get; }

    /// <summary>What the instruments say now. Safe to call from any thread.</summary>
    string Export();
}
