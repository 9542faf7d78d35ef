using System.Runtime.CompilerServices;

namespace Ojo.Interop.Pcap;

/// <summary>The edges of the at most four blocks that a SACK option has room for, left and right in turn (RFC 2018, section 3).</summary>
[InlineArray(8)]
internal struct TcpSackBlocks
{
    private uint _edge;
}
