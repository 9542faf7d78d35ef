namespace Transfer.Wire;

/// <summary>What one side calls a connection; the other writes it into each packet it sends (RFC 9000, section 5.1).</summary>
internal readonly record struct ConnectionId(ulong Value)
{
    public const int Size = sizeof(ulong);

    public override string ToString() => Value.ToString("x16");
}
