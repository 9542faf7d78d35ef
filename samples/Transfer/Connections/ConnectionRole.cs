namespace Transfer.Connections;

/// <summary>Which side of a connection this is.</summary>
internal enum ConnectionRole : byte
{
    /// <summary>Opened it.</summary>
    Client = 0,

    /// <summary>Accepted it.</summary>
    Server = 1,
}
