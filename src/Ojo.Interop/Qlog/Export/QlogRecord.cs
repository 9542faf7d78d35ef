namespace Ojo.Interop.Qlog.Export;

/// <summary>An event on its way into a qlog file, or the part of one.</summary>
/// <param name="TNs">When.</param>
/// <param name="Place">Its place in the order of arrival.</param>
/// <param name="Order">Its place among those that are here.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct QlogRecord(long TNs, long Place, int Order, QlogRecordKind Kind) : IComparable<QlogRecord>
{
    /// <summary>Whether it went out, and did not come in.</summary>
    public bool IsSent { get; init; }

    /// <summary>Whether a packet's number is known, or a limit is a stream's.</summary>
    public bool HasNumber { get; init; }

    /// <summary>Whether a packet's size is known.</summary>
    public bool HasSize { get; init; }

    /// <summary>Whether a stream's data is its last.</summary>
    public bool IsEnd { get; init; }

    /// <summary>A packet's number space.</summary>
    public byte Space { get; init; }

    /// <summary>Which metric.</summary>
    public QlogMetric Metric { get; init; }

    /// <summary>A packet's number, or a stream's id.</summary>
    public ulong Number { get; init; }

    /// <summary>A packet's size, where a stream's data begins, a limit, or a metric's value: milliseconds as a floating point number's bits where it is a time.</summary>
    public ulong Value { get; init; }

    /// <summary>How long a stream's data is.</summary>
    public ulong Length { get; init; }

    /// <summary>Where its text begins.</summary>
    public int TextStart { get; init; }

    /// <summary>How long its text is.</summary>
    public int TextLength { get; init; }

    /// <inheritdoc/>
    public int CompareTo(QlogRecord other) =>
        TNs != other.TNs ? TNs.CompareTo(other.TNs) : Place != other.Place ? Place.CompareTo(other.Place) : Order.CompareTo(other.Order);
}
