using System.Text;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>How many packets of each protocol there are in a capture.</summary>
internal sealed class PacketCounts
{
    private readonly SortedDictionary<string, (ulong Packets, ulong Captured, ulong Original)> _counts = new(StringComparer.Ordinal);
    private readonly string?[] _names = new string?[256];

    public void Add(string protocol, in CapturedPacket packet)
    {
        (ulong packets, ulong captured, ulong original) = _counts.GetValueOrDefault(protocol);
        _counts[protocol] = (packets + 1, captured + (ulong)packet.Bytes.Length, original + packet.OriginalLength);
    }

    /// <summary>What a protocol is called that IP carries.</summary>
    public string NameOf(byte protocol) => _names[protocol] ??= protocol switch
    {
        1 => "icmp",
        2 => "igmp",
        58 => "icmpv6",
        132 => "sctp",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ip protocol {protocol}"),
    };

    public void Write(long tNs, ImportedRun run)
    {
        foreach ((string protocol, (ulong packets, ulong captured, ulong original)) in _counts)
        {
            run.Write(tNs, 0, CaptureTypes.Counted.Id, [packets, captured, original]);
            run.WriteText(Encoding.UTF8.GetBytes(protocol));
        }
    }
}
