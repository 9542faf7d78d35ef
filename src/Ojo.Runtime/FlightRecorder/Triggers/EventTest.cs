using Ojo.Format;

namespace Ojo.FlightRecorder.Triggers;

/// <summary>Whether something holds for an event.</summary>
internal delegate bool EventTest(in TraceEvent e);
