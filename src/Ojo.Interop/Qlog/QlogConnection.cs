namespace Ojo.Interop.Qlog;

/// <summary>What must be remembered of a connection while its events are read.</summary>
/// <param name="flow">Its flow.</param>
internal sealed class QlogConnection(uint flow)
{
    private readonly SentPackets?[] _sent = new SentPackets?[3];
    private readonly ulong[] _metrics = new ulong[(int)QlogMetric.Count];
    private uint _known;

    /// <summary>Its flow.</summary>
    public uint Flow => flow;

    /// <summary>Its streams.</summary>
    public Dictionary<ulong, QlogStream> Streams { get; } = [];

    /// <summary>Its packets of one number space.</summary>
    public SentPackets Sent(int space) => _sent[space] ??= new SentPackets();

    /// <summary>Takes a metric's value.</summary>
    /// <returns>Whether it is another than before.</returns>
    public bool Change(QlogMetric metric, ulong value)
    {
        uint bit = 1u << (int)metric;
        bool isNew = (_known & bit) == 0 || _metrics[(int)metric] != value;
        _known |= bit;
        _metrics[(int)metric] = value;
        return isNew;
    }
}
