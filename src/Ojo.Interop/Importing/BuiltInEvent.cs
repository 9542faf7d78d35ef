using Ojo.Catalogue;

namespace Ojo.Interop.Importing;

/// <summary>The ids of those of Ojo's own events that other formats' events become (events.yaml).</summary>
internal static class BuiltInEvent
{
    public const uint PacketAcked = 0x003;
    public const uint PacketRetransmitOld = 0x006;
    public const uint PacketRetransmitNew = 0x007;
    public const uint PacketSentSized = 0x009;
    public const uint PacketReceivedSized = 0x00A;
    public const uint PacketAckedInSpace = 0x00C;
    public const uint PacketLostInSpace = 0x00D;
    public const uint StreamOpened = 0x100;
    public const uint StreamLinkParent = 0x101;
    public const uint StreamFinSent = 0x102;
    public const uint StreamClosed = 0x104;
    public const uint StreamDataSent = 0x105;
    public const uint StreamDataAcked = 0x106;
    public const uint StreamDataReceived = 0x107;
    public const uint ConnectionMaxDataUpdate = 0x200;
    public const uint StreamMaxDataUpdate = 0x201;
    public const uint DataBlocked = 0x202;
    public const uint DataUnblocked = 0x203;
    public const uint CwndUpdated = 0x300;
    public const uint SsthreshUpdated = 0x301;
    public const uint BytesInFlightUpdated = 0x303;
    public const uint PtoCountUpdated = 0x307;
    public const uint ConnectionOpened = 0x400;
    public const uint ConnectionClosed = 0x401;

    private static readonly Dictionary<string, EventDescriptor> s_byName = EventCatalogue.Providers
        .Where(static provider => provider.Name == "ojo").SelectMany(static provider => provider.Events)
        .ToDictionary(static descriptor => descriptor.Name, StringComparer.Ordinal);

    /// <summary>The event of Ojo's own that has a wire name: what another format calls so is the same to a protocol engineer. Null where there is none.</summary>
    public static EventDescriptor? Named(string wireName) => s_byName.GetValueOrDefault(wireName);
}
