using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>The metrics that an event tells.</summary>
internal sealed class QlogMetrics
{
    private readonly ulong[] _values = new ulong[(int)QlogMetric.Count];
    private uint _present;

    /// <summary>Whether a metric was told.</summary>
    public bool Has(QlogMetric metric) => (_present & (1u << (int)metric)) != 0;

    /// <summary>A metric's value: a whole number, or the bits of a floating point one, in microseconds, where it is a time.</summary>
    public ulong Value(QlogMetric metric) => _values[(int)metric];

    /// <summary>Reads metrics.</summary>
    /// <param name="data">The event's data.</param>
    /// <param name="shift">How many digits its times are away from nanoseconds.</param>
    /// <param name="rest">Takes what is no metric that is known.</param>
    /// <returns>Where the data's fault is; -1 where it has none.</returns>
    public int Read(ReadOnlySpan<byte> data, int shift, JsonRest rest)
    {
        _present = 0;
        JsonCursor cursor = new(data);
        bool isFirst = true;
        if (!cursor.TryEnterObject())
        {
            cursor.Fail();
        }

        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            ReadOnlySpan<byte> value = cursor.ReadScalar();
            if (value.IsEmpty && !cursor.Failed && !cursor.WasString)
            {
                rest.Add(key, cursor.SkipValue());
                continue;
            }

            if (Find(key) is not { } metric || !TryRead(metric, value, shift))
            {
                rest.AddScalar(key, value, cursor.WasString);
            }
        }

        return cursor.FaultAt;
    }

    private static QlogMetric? Find(ReadOnlySpan<byte> key) => key.Length switch
    {
        4 when key.SequenceEqual("cwnd"u8) => QlogMetric.Cwnd,
        7 when key.SequenceEqual("min_rtt"u8) => QlogMetric.RttMin,
        8 when key.SequenceEqual("ssthresh"u8) => QlogMetric.Ssthresh,
        9 when key.SequenceEqual("pto_count"u8) => QlogMetric.PtoCount,
        10 when key.SequenceEqual("latest_rtt"u8) => QlogMetric.RttLatest,
        11 when key.SequenceEqual("pacing_rate"u8) => QlogMetric.PacingRate,
        12 when key.SequenceEqual("smoothed_rtt"u8) => QlogMetric.RttSmoothed,
        12 when key.SequenceEqual("rtt_variance"u8) => QlogMetric.RttVariance,
        12 when key.SequenceEqual("current_cwnd"u8) => QlogMetric.Cwnd,
        15 when key.SequenceEqual("bytes_in_flight"u8) => QlogMetric.BytesInFlight,
        17 when key.SequenceEqual("congestion_window"u8) => QlogMetric.Cwnd,
        17 when key.SequenceEqual("packets_in_flight"u8) => QlogMetric.PacketsInFlight,
        _ => null,
    };

    private bool TryRead(QlogMetric metric, ReadOnlySpan<byte> text, int shift)
    {
        ulong value;
        if (metric is QlogMetric.RttMin or QlogMetric.RttLatest or QlogMetric.RttSmoothed or QlogMetric.RttVariance)
        {
            if (!DecimalNumber.TryDouble(text, out double time))
            {
                return false;
            }

            double microseconds = shift switch { 3 => time, 6 => time * 1000, 9 => time * 1e6, _ => time / 1000 };
            value = BitConverter.DoubleToUInt64Bits(microseconds);
        }
        else if (!DecimalNumber.TryUInt64(text, out value))
        {
            return false;
        }

        _values[(int)metric] = value;
        _present |= 1u << (int)metric;
        return true;
    }
}
