namespace Ojo.Benchmarks;

/// <summary>Something whose calls are timed in a loop.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Loop">Makes so many calls.</param>
/// <param name="Between">Called between two rounds, untimed.</param>
/// <param name="Bar">What it should reach, or an empty text.</param>
internal sealed record Contestant(string Name, Action<int> Loop, Action? Between = null, string Bar = "");
