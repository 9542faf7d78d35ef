using System.Buffers.Binary;
using System.Text;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>Sorts a capture's packets into the conversations that they are of.</summary>
internal sealed class CaptureFlows(ImportedRun run, int mostConversations, int mostSegments)
{
    private const uint FlowsOfOne = 3;
    private const int FirstUserPort = 1024;

    private readonly ConversationTable _table = new(mostConversations);
    private readonly SegmentBudget _budget = new(mostSegments);
    private readonly PacketCounts _counts = new();
    private uint _nextFlow = 1;
    private ulong _number;

    /// <summary>How many conversations were no longer followed because there were too many.</summary>
    public long Forgotten => _table.Forgotten;

    /// <summary>How many packets there were.</summary>
    public ulong Packets => _number;

    /// <summary>The first link type that is not understood here, and its packets counted as one protocol; -1: none.</summary>
    public int UnknownLink { get; private set; } = -1;

    /// <summary>Takes a packet.</summary>
    public void Take(long tNs, in CapturedPacket packet)
    {
        _number++;
        _counts.Add(Follow(tNs, in packet), in packet);
    }

    /// <summary>Writes what was counted.</summary>
    public void Finish(long tNs) => _counts.Write(tNs, run);

    private string Follow(long tNs, in CapturedPacket packet)
    {
        (int link, int version) = LinkLayer.Find(packet.LinkType, packet.Bytes, out bool isKnown);
        if (version <= 0 || !isKnown)
        {
            if (!isKnown && UnknownLink < 0)
            {
                UnknownLink = packet.LinkType;
            }

            return !isKnown ? "unknown link" : version < 0 ? "cut short" : "other";
        }

        ReadOnlySpan<byte> bytes = packet.Bytes[link..];
        if (!IpPacket.TryRead(bytes, version, packet.OriginalLength - link, out IpPacket ip))
        {
            return "damaged ip";
        }

        if (ip.IsLaterFragment)
        {
            return "later fragment";
        }

        ReadOnlySpan<byte> payload = ip.HeaderLength < bytes.Length ? bytes[ip.HeaderLength..Math.Min(bytes.Length, ip.HeaderLength + ip.PayloadLength)] : [];
        switch (ip.Protocol)
        {
            case IpPacket.Tcp:
                if (!TcpHeader.TryRead(payload, ip.PayloadLength, out TcpHeader header))
                {
                    return "damaged tcp";
                }

                TakeSegment(tNs, packet.OriginalLength, in ip, payload, in header);
                return "tcp";
            case IpPacket.Udp:
                if (payload.Length < 8)
                {
                    return "damaged udp";
                }

                TakeDatagram(tNs, packet.OriginalLength, in ip, payload);
                return "udp";
            default:
                return _counts.NameOf(ip.Protocol);
        }
    }

    private void TakeSegment(long tNs, uint size, in IpPacket ip, ReadOnlySpan<byte> bytes, in TcpHeader header)
    {
        (ushort from, ushort to) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        ConversationKey key = ConversationKey.Of(in ip, from, to, out bool isFromLow);
        Conversation? conversation = _table.Find(in key);
        bool isReused = false;
        if (conversation is null || (isReused = conversation.Tcp!.IsReplacedBy(in header, isFromLow == conversation.IsLowFirst)))
        {
            bool isClient = header.Has(TcpFlags.Syn) ? !header.Has(TcpFlags.Ack) : from >= FirstUserPort || to < FirstUserPort;
            uint flow = NextFlow();
            conversation = new Conversation(key, flow, isFromLow == isClient) { Tcp = new TcpConnection(run, flow, _budget) };
            _table.Add(conversation);
            Begin(tNs, conversation, in ip, from, to, isClient, "tcp"u8);
            for (uint child = flow + 1; child <= flow + 2; child++)
            {
                run.Write(tNs, child, BuiltInEvent.StreamLinkParent, flow);
                run.Write(tNs, child, BuiltInEvent.StreamOpened, 0);
            }
        }

        conversation.Tcp!.Take(tNs, _number, size, in header, isFromLow == conversation.IsLowFirst, isReused);
    }

    private void TakeDatagram(long tNs, uint size, in IpPacket ip, ReadOnlySpan<byte> bytes)
    {
        (ushort from, ushort to) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        ConversationKey key = ConversationKey.Of(in ip, from, to, out bool isFromLow);
        Conversation? conversation = _table.Find(in key);
        if (conversation is null)
        {
            conversation = new Conversation(key, NextFlow(), isFromLow);
            _table.Add(conversation);
            Begin(tNs, conversation, in ip, from, to, isClient: true, "udp"u8);
        }

        (uint kind, uint version) = QuicHeader.Read(bytes[8..]);
        uint type = isFromLow == conversation.IsLowFirst ? CaptureTypes.DatagramSent.Id : CaptureTypes.DatagramReceived.Id;
        run.Write(tNs, conversation.FlowId, type,
            [(_number & 0xFF_FFFF_FFFF) | ((ulong)Math.Min(size, 0xFF_FFFF) << 40), (uint)Math.Min(ip.PayloadLength - 8, 0xFF_FFFF) | ((ulong)kind << 24) | ((ulong)version << 28)]);
    }

    private void Begin(long tNs, Conversation conversation, in IpPacket ip, ushort from, ushort to, bool isClient, ReadOnlySpan<byte> protocol)
    {
        string sender = ConversationKey.TextOf(ip.Source, from);
        string receiver = ConversationKey.TextOf(ip.Target, to);
        run.Write(tNs, conversation.FlowId, BuiltInEvent.ConnectionOpened, 0);
        run.Write(tNs, conversation.FlowId, CaptureTypes.Endpoints.Id, 0);
        run.WriteText(protocol);
        run.WriteText(Encoding.ASCII.GetBytes(isClient ? sender : receiver));
        run.WriteText(Encoding.ASCII.GetBytes(isClient ? receiver : sender));
    }

    private uint NextFlow()
    {
        uint flow = _nextFlow;
        if (flow > WideIds.LastNarrow - FlowsOfOne)
        {
            throw new ImportException("There are more conversations than flows can be numbered. Cut the capture into several.");
        }

        _nextFlow += FlowsOfOne;
        return flow;
    }
}
