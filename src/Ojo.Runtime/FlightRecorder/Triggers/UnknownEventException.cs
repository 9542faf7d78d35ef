namespace Ojo.FlightRecorder.Triggers;

/// <summary>A trigger names an event that nobody has declared yet; an assembly that is used later may.</summary>
internal sealed class UnknownEventException(string message) : FormatException(message);
