namespace Ojo.Interop.Tests.Perfetto;

/// <summary>An event of a Perfetto trace.</summary>
internal sealed record PerfettoEvent(long TNs, int Type, ulong Track, string Name, string Category, double? Value, ulong Flow, IReadOnlyDictionary<string, object> Annotations);
