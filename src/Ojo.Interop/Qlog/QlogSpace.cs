namespace Ojo.Interop.Qlog;

/// <summary>What a packet's type says (RFC 9000, section 17).</summary>
/// <param name="Space">The number space, as Ojo's events have it.</param>
/// <param name="HasNumber">Whether such packets are numbered.</param>
/// <param name="IsHeld">Whether the space says as much as the type.</param>
internal readonly record struct QlogSpace(int Space, bool HasNumber, bool IsHeld)
{
    /// <summary>Application data, where nothing is said.</summary>
    public static readonly QlogSpace Unknown = new(0, true, false);

    /// <summary>What a packet type, or the name of a space, says.</summary>
    public static QlogSpace Of(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("1RTT"u8) || type.SequenceEqual("application_data"u8))
        {
            return new QlogSpace(0, true, true);
        }

        if (type.SequenceEqual("initial"u8))
        {
            return new QlogSpace(1, true, true);
        }

        if (type.SequenceEqual("handshake"u8))
        {
            return new QlogSpace(2, true, true);
        }

        if (Ascii.Is(type, "initial"))
        {
            return new QlogSpace(1, true, false);
        }

        if (Ascii.Is(type, "handshake"))
        {
            return new QlogSpace(2, true, false);
        }

        bool isUnnumbered = Ascii.Is(type, "retry") || Ascii.Is(type, "version_negotiation") || Ascii.Is(type, "stateless_reset");
        return new QlogSpace(0, !isUnnumbered, false);
    }

    /// <summary>What the name of a space says, or the number that mvfst has for it.</summary>
    public static QlogSpace OfSpace(ReadOnlySpan<byte> space) => space switch
    {
        [(byte)'0'] => Of("initial"u8),
        [(byte)'1'] => Of("handshake"u8),
        _ => Of(space),
    };

    private static class Ascii
    {
        public static bool Is(ReadOnlySpan<byte> text, string name) => text.Length == name.Length && System.Text.Ascii.EqualsIgnoreCase(text, name);
    }
}
