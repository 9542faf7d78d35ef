namespace Ojo.Watcher.Tests.Support;

/// <summary>A line of a metric.</summary>
internal sealed record ExpositionSample(string Name, Dictionary<string, string> Labels, double Value);
