namespace Ojo.Benchmarks.Programs;

/// <summary>How an explorer answered clients who asked one question after the other.</summary>
/// <param name="Clients">How many there were.</param>
/// <param name="Requests">How many answers they got.</param>
/// <param name="Failed">How many of those were something else than what was asked for.</param>
/// <param name="MedianMs">Half of the answers took at most so long.</param>
/// <param name="P99Ms">All but one in a hundred did.</param>
/// <param name="MostMs">The one that took longest.</param>
/// <param name="PerSecond">Answers per second, of all clients.</param>
internal sealed record LoadFigures(int Clients, int Requests, int Failed, double MedianMs, double P99Ms, double MostMs, double PerSecond);
