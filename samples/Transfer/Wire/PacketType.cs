namespace Transfer.Wire;

/// <summary>The lower half of a packet's first byte; the upper half is <see cref="PacketHeader.Version"/>.</summary>
internal enum PacketType : byte
{
    /// <summary>Opens a connection, or answers that. Names both sides' connection ids.</summary>
    Hello = 1,

    /// <summary>Everything after that. Names the receiver's connection id only.</summary>
    Main = 2,
}
