using Ojo.Catalogue;
using static Ojo.Interop.Importing.EventDeclaration;

namespace Ojo.Interop.Importing;

/// <summary>The event types of what loss recovery measures, where Ojo's own do not hold it exactly.</summary>
/// <param name="provider">The format that they are of.</param>
internal sealed class RecoveryTypes(string provider)
{
    public EventDescriptor RttLatest { get; } = Rtt(provider, "RTT_LATEST", "latest", FieldPart.Latest, "A round-trip time was measured", "The sample");

    public EventDescriptor RttSmoothed { get; } =
        Rtt(provider, "RTT_SMOOTHED", "smoothed", FieldPart.Smoothed, "The smoothed round-trip time changed", "The smoothed round-trip time (RFC 9002, section 5.3)");

    public EventDescriptor RttMin { get; } =
        Rtt(provider, "RTT_MIN", "min", FieldPart.Min, "The smallest round-trip time changed", "The smallest round-trip time seen (RFC 9002, section 5.2)");

    public EventDescriptor RttVariance { get; } =
        Rtt(provider, "RTT_VARIANCE", "variance", FieldPart.Variance, "The round-trip time's variation changed", "The mean deviation of the samples (RFC 9002, section 5.3)");

    public EventDescriptor PacingRate { get; } = Declare(provider, "PACING_RATE_UPDATED", "CongestionControl", "The pacing rate changed", EventRole.PacingRate, ChartHint.Step,
        Field("pacing_rate", FieldType.U64, 64, FieldKind.Rate, "bit/s", FieldPart.Value, "Bits per second"));

    private static EventDescriptor Rtt(string provider, string name, string field, FieldPart part, string description, string meaning) =>
        Declare(provider, name, "CongestionControl", description, EventRole.Rtt, ChartHint.Line, Field(field, FieldType.F64, 64, FieldKind.Duration, "us", part, meaning));
}
