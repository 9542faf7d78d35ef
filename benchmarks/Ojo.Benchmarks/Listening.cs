namespace Ojo.Benchmarks;

/// <summary>A way to listen to a source of events while it is busy.</summary>
/// <param name="Begin">Begins to listen; what is disposed ends it.</param>
/// <param name="Loop">Has the source speak so many times.</param>
internal sealed record Listening(Func<IDisposable?> Begin, Action<int> Loop);
