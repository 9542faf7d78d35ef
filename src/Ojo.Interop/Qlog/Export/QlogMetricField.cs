using Ojo.Catalogue;
using Ojo.Interop.Exporting;
using Ojo.Interop.Timeline;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Qlog.Export;

/// <summary>A field that is a metric of qlog.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Field">The field.</param>
internal sealed record QlogMetricField(QlogMetric Metric, ExportedField Field)
{
    private const uint PtoCountUpdated = 0x307;

    private readonly double _nsPer = Field.Field.Unit switch { "us" or "µs" => 1e3, "ms" => 1e6, "s" => 1e9, _ => 1 };

    private bool IsTime => Metric is QlogMetric.RttLatest or QlogMetric.RttSmoothed or QlogMetric.RttMin or QlogMetric.RttVariance;

    /// <summary>The metrics that events of a type tell.</summary>
    public static QlogMetricField[] Of(StoredEventType type, ExportedField[] fields)
    {
        EventDescriptor descriptor = type.Descriptor!;
        List<QlogMetricField> found = [];
        foreach (ExportedField field in fields)
        {
            QlogMetric? metric = (descriptor.Role, field.Field.Part) switch
            {
                (EventRole.Window, FieldPart.Value) => QlogMetric.Cwnd,
                (EventRole.SlowStartThreshold, FieldPart.Value) => QlogMetric.Ssthresh,
                (EventRole.BytesInFlight, FieldPart.Value) => QlogMetric.BytesInFlight,
                (EventRole.PacingRate, FieldPart.Value) => QlogMetric.PacingRate,
                (EventRole.Rtt, FieldPart.Latest or FieldPart.Value) => QlogMetric.RttLatest,
                (EventRole.Rtt, FieldPart.Smoothed) => QlogMetric.RttSmoothed,
                (EventRole.Rtt, FieldPart.Min) => QlogMetric.RttMin,
                (EventRole.Rtt, FieldPart.Variance) => QlogMetric.RttVariance,
                (EventRole.None, _) when type.EventType == PtoCountUpdated => QlogMetric.PtoCount,
                (EventRole.None, _) when type.EventType == QlogTypes.PacketsInFlight.Id => QlogMetric.PacketsInFlight,
                _ => null,
            };
            if (metric is { } known && field.Field.BitWidth is >= 1 and <= 64 && !found.Exists(other => other.Metric == known))
            {
                found.Add(new QlogMetricField(known, field));
            }
        }

        return [.. found];
    }

    /// <summary>The value as qlog has it: milliseconds as the bits of a floating point number, bits per second, or as it is.</summary>
    public bool TryRead(NumberReader numbers, in ExportedEvent scanned, out ulong value)
    {
        TimelineNumber read = numbers.Read(Field, scanned);
        if (!read.IsFinite)
        {
            value = 0;
            return false;
        }

        double real = read.IsWhole ? read.Whole : read.Real;
        if (IsTime)
        {
            value = BitConverter.DoubleToUInt64Bits(_nsPer == 1e3 ? Milliseconds(real) : real * _nsPer / 1e6);
            return true;
        }

        value = read.IsWhole && read.Whole >= 0 ? (ulong)read.Whole
            : Field.Field.Type is FieldType.U64 ? scanned.Bits(Field.Field.BitOffset, Field.Field.BitWidth)
            : (ulong)Math.Clamp(Math.Round(real), 0, ulong.MaxValue);
        if (Metric == QlogMetric.PacingRate && !Field.Field.Unit.StartsWith("bit", StringComparison.Ordinal))
        {
            value = value <= ulong.MaxValue / 8 ? value * 8 : ulong.MaxValue;
        }

        return true;
    }

    /// <summary>The milliseconds of which a reader makes these very microseconds again.</summary>
    private static double Milliseconds(double microseconds)
    {
        double near = microseconds / 1000;
        return near * 1000 == microseconds ? near
            : Math.BitIncrement(near) * 1000 == microseconds ? Math.BitIncrement(near)
            : Math.BitDecrement(near) * 1000 == microseconds ? Math.BitDecrement(near)
            : near;
    }
}
