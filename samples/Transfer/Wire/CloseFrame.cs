using System.Text;

namespace Transfer.Wire;

/// <summary>The connection is over, and why (RFC 9000, section 19.19).</summary>
/// <param name="Code">0 where all is well.</param>
/// <param name="Reason">A sentence for people.</param>
internal readonly record struct CloseFrame(ulong Code, string Reason)
{
    private const int MaxReasonBytes = 256;

    public void Write(ref ByteWriter writer)
    {
        Span<byte> reason = stackalloc byte[MaxReasonBytes];
        Encoding.UTF8.GetEncoder().Convert(Reason, reason, flush: true, out _, out int length, out _);
        writer.WriteByte((byte)FrameType.Close);
        writer.WriteVarInt(Code);
        writer.WriteVarInt((ulong)length);
        writer.WriteBytes(reason[..length]);
    }

    /// <summary>Reads what follows the type.</summary>
    public static bool TryRead(ref ByteReader reader, out CloseFrame frame)
    {
        frame = default;
        if (!reader.TryReadVarInt(out ulong code) ||
            !reader.TryReadVarInt(out ulong length) ||
            !reader.TryReadBytes(length, out ReadOnlySpan<byte> reason))
        {
            return false;
        }

        frame = new(code, Encoding.UTF8.GetString(reason));
        return true;
    }
}
