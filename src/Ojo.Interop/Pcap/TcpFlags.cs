namespace Ojo.Interop.Pcap;

/// <summary>The bits of a TCP header (RFC 9293, section 3.1; RFC 3168; AE is RFC 9768's).</summary>
[Flags]
internal enum TcpFlags
{
    None = 0,
    Fin = 0x001,
    Syn = 0x002,
    Rst = 0x004,
    Psh = 0x008,
    Ack = 0x010,
    Urg = 0x020,
    Ece = 0x040,
    Cwr = 0x080,
    Ae = 0x100,
}
