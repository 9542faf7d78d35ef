using Ojo.Format;

namespace Ojo.Flushing;

/// <summary>Is shown an event that was recorded: its records as they are in the ring, with ticks for times.</summary>
internal delegate void FoundEvent(ReadOnlySpan<TraceRecord> records);
