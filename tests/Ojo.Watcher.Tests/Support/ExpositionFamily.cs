namespace Ojo.Watcher.Tests.Support;

/// <summary>A metric as a text says it.</summary>
internal sealed record ExpositionFamily(string Name, string Help, string Type, List<ExpositionSample> Samples);
