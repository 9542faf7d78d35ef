using System.Numerics;

namespace Ojo.Interop.Pcap;

/// <summary>All that stands out about a segment.</summary>
/// <param name="Bits">A bit for each finding, by its number.</param>
internal readonly record struct TcpFindings(uint Bits)
{
    public bool IsEmpty => Bits == 0;

    /// <summary>The one with the lowest number.</summary>
    public TcpFinding First => (TcpFinding)BitOperations.TrailingZeroCount(Bits);

    public TcpFindings WithoutFirst => new(Bits & (Bits - 1));

    public bool Has(TcpFinding finding) => (Bits & (1u << (int)finding)) != 0;

    public TcpFindings With(TcpFinding finding) => new(Bits | (1u << (int)finding));
}
