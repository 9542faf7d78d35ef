using System.Runtime.InteropServices;

namespace Ojo.Interop.Rust;

/// <summary>A record as it stands in the file, little-endian.</summary>
/// <param name="TsDelta">Nanoseconds since the run's start.</param>
/// <param name="FlowId">The flow.</param>
/// <param name="EventType">The event type.</param>
/// <param name="Primary">Its value, or where its range begins.</param>
/// <param name="Secondary">Where its range ends; 0 without one.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct RustRecord(ulong TsDelta, ulong FlowId, ulong EventType, ulong Primary, ulong Secondary)
{
    /// <summary>Whether it says that as many events were lost as <see cref="Primary"/> counts.</summary>
    public bool IsDrop => (EventType, FlowId) == (ulong.MaxValue, ulong.MaxValue);
}
