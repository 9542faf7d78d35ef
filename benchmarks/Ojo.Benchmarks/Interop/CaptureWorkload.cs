using System.Buffers.Binary;

namespace Ojo.Benchmarks.Interop;

/// <summary>Writes captures as tcpdump would of a busy server: the first bytes of each packet, of many conversations at a time.</summary>
internal sealed class CaptureWorkload : IDisposable
{
    private const int LinkSize = 14;
    private const int AddressSize = 20;
    private const int RecordSize = 16;
    private const int SegmentSize = 32;
    private const int DatagramSize = 8;
    private const int Payload = 1448;
    private const int Conversations = 64;
    private const int LossInterval = 1000;

    private readonly BufferedStream _file;
    private readonly byte[] _record = new byte[RecordSize + LinkSize + AddressSize + SegmentSize];
    private long _us = 1_700_000_000_000_000;

    private CaptureWorkload(string path)
    {
        _file = new BufferedStream(File.Create(path), 1 << 20);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        (header[4], header[6]) = (2, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 96);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _file.Write(header);
    }

    /// <summary>Transfers over TCP: two segments, an acknowledgement; one segment of a thousand is sent again.</summary>
    public static void WriteTcp(string path, int packets)
    {
        using CaptureWorkload capture = new(path);
        uint[] sent = new uint[Conversations];
        for (int n = 0; n < Conversations; n++)
        {
            capture.Segment(n, isForth: true, 0, 0, flags: 2, 0);
            capture.Segment(n, isForth: false, 0, 1, flags: 0x12, 0);
            capture.Segment(n, isForth: true, 1, 1, flags: 0x10, 0);
            sent[n] = 1;
        }

        for (int packet = 3 * Conversations; packet < packets; packet += 3)
        {
            int n = packet / 3 % Conversations;
            capture.Segment(n, isForth: false, sent[n], 1, flags: 0x10, Payload);
            capture.Segment(n, isForth: false, packet % LossInterval < 3 ? sent[n] : sent[n] + Payload, 1, flags: 0x18, Payload);
            sent[n] += packet % LossInterval < 3 ? Payload : 2u * Payload;
            capture.Segment(n, isForth: true, 1, sent[n], flags: 0x10, 0);
        }
    }

    /// <summary>Transfers over QUIC: two datagrams there, one back.</summary>
    public static void WriteUdp(string path, int packets)
    {
        using CaptureWorkload capture = new(path);
        for (int packet = 0; packet < packets; packet++)
        {
            capture.Datagram(packet / 3 % Conversations, isForth: packet % 3 == 2, packet % 3 == 2 ? 40 : 1200);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Segment(int conversation, bool isForth, uint sequence, uint acknowledgement, int flags, int payload)
    {
        Span<byte> tcp = Begin(conversation, isForth, protocol: 6, SegmentSize, payload);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence + (isForth ? 77u : 99u));
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], (flags & 0x10) == 0 ? 0 : acknowledgement + (isForth ? 99u : 77u));
        (tcp[12], tcp[13]) = (SegmentSize / 4 << 4, (byte)flags);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 64_000);

        // No operation, twice, and timestamps, as every segment of today has them.
        (tcp[20], tcp[21], tcp[22], tcp[23]) = (1, 1, 8, 10);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[24..], (uint)(_us / 1000));
        End(SegmentSize);
    }

    private void Datagram(int conversation, bool isForth, int payload)
    {
        Span<byte> udp = Begin(conversation, isForth, protocol: 17, DatagramSize, payload);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(DatagramSize + payload));
        udp[DatagramSize] = 0x40;
        End(DatagramSize + 8);
    }

    /// <summary>Writes what comes before the transport's header.</summary>
    /// <returns>The transport's header, with its ports.</returns>
    private Span<byte> Begin(int conversation, bool isForth, byte protocol, int header, int payload)
    {
        _us += 5;
        _record.AsSpan().Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(_record, (uint)(_us / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(_record.AsSpan(4), (uint)(_us % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(_record.AsSpan(12), LinkSize + AddressSize + header + payload);
        Span<byte> ip = _record.AsSpan(RecordSize + LinkSize);
        BinaryPrimitives.WriteUInt16BigEndian(_record.AsSpan(RecordSize + 12), 0x0800);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(AddressSize + header + payload));
        ip[9] = protocol;
        uint client = 0x0A000000 + (uint)conversation;
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], isForth ? client : 0x0A010001);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], isForth ? 0x0A010001 : client);
        Span<byte> transport = ip[AddressSize..];
        BinaryPrimitives.WriteUInt16BigEndian(transport, (ushort)(isForth ? 50_000 + conversation : 443));
        BinaryPrimitives.WriteUInt16BigEndian(transport[2..], (ushort)(isForth ? 443 : 50_000 + conversation));
        return transport;
    }

    private void End(int captured)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_record.AsSpan(8), LinkSize + AddressSize + captured);
        _file.Write(_record, 0, RecordSize + LinkSize + AddressSize + captured);
    }
}
