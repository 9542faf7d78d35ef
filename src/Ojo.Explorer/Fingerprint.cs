using System.Globalization;
using System.Text;

namespace Ojo.Explorer;

/// <summary>A short number that tells contents apart where nobody gains by making two alike (FNV-1a, 64 bits).</summary>
/// <remarks>A digest that withstands forgery would load OpenSSL into each explorer: some megabytes, for what is no secret.</remarks>
internal static class Fingerprint
{
    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    public static string Of(string text) => Text(Add(Offset, Encoding.UTF8.GetBytes(text)));

    public static string Of(Stream content)
    {
        ulong hash = Offset;
        byte[] buffer = new byte[8192];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            hash = Add(hash, buffer.AsSpan(0, read));
        }

        return Text(hash);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            hash = (hash ^ one) * Prime;
        }

        return hash;
    }

    private static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
