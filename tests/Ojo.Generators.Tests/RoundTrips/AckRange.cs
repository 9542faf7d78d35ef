namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Two members, with what they say of themselves.</summary>
[TraceValue]
internal readonly record struct AckRange([TraceMember(Bits = 50, Unit = "packets")] ulong Smallest, [TraceMember(Bits = 50, Name = "most")] ulong Largest);
