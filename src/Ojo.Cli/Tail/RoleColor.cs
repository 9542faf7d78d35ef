namespace Ojo.Cli.Tail;

/// <summary>The colour of an event on a terminal, by what it is to a protocol engineer.</summary>
internal static class RoleColor
{
    public const string End = "\u001b[0m";

    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Yellow = "\u001b[33m";
    private const string Blue = "\u001b[34m";
    private const string Magenta = "\u001b[35m";
    private const string Cyan = "\u001b[36m";

    /// <summary>What makes a terminal write in the role's colour; empty for its ordinary one.</summary>
    public static string Of(EventRole role) => role switch
    {
        EventRole.PacketCreated or EventRole.PacketSent or EventRole.StreamDataSent => Blue,
        EventRole.PacketReceived or EventRole.StreamDataReceived => Cyan,
        EventRole.PacketAcked or EventRole.StreamDataAcked => Green,
        EventRole.PacketLost or EventRole.PacketDiscarded => Red,
        EventRole.PacketRetransmitted or EventRole.Blocked or EventRole.Unblocked => Yellow,
        EventRole.StreamOpened or EventRole.StreamClosed or EventRole.ConnectionOpened or EventRole.ConnectionClosed or EventRole.State => Magenta,
        _ => "",
    };
}
