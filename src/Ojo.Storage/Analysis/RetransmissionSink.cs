using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Counts how many of the packets sent carry again what was lost.</summary>
/// <param name="types">What <see cref="Find"/> found.</param>
/// <param name="buckets">The range.</param>
internal sealed class RetransmissionSink(IReadOnlyList<StoredEventType> types, TimeBuckets buckets) : IDerivedSink
{
    private readonly ByType<StoredEventType> _byType = new(types.Select(static type => KeyValuePair.Create(type.TypeKey, type)));
    private readonly long[] _sent = new long[buckets.Count];
    private readonly long[] _again = new long[buckets.Count];

    public long Forgotten => 0;

    /// <summary>The types that tell of a packet's sending, or of a retransmission as its first event.</summary>
    public static IReadOnlyList<StoredEventType> Find(IReadOnlyList<StoredEventType> types) => [.. types.Where(static type =>
        type.Descriptor is { Role: EventRole.PacketSent } || (type.Descriptor is { Role: EventRole.PacketRetransmitted } && RoleField.Counts(type.Descriptor)))];

    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (scanned.TNs >= buckets.FromNs && _byType.TryGet(scanned.TypeKey, out StoredEventType? type))
            {
                (type.Descriptor!.Role == EventRole.PacketSent ? _sent : _again)[buckets.IndexOf(scanned.TNs)]++;
            }
        }

        return true;
    }

    public DerivedSeries ToSeries(DerivedKind kind, int complete) => new(
        kind, "", [.. Enumerable.Range(0, complete).Select(At)], null);

    private DerivedPoint At(int bucket) => _sent[bucket] == 0
        ? default
        : new DerivedPoint((double)_again[bucket] / _sent[bucket], null, null, _sent[bucket] + _again[bucket]);
}
