namespace Ojo.Catalogue;

/// <summary>The numbers that name event types: their ranges, and the hash that derives one from a name.</summary>
/// <remarks>The ranges are those of docs/FORMAT.md. An id never depends on other events, on their order or on prose.</remarks>
public static class EventTypeId
{
    /// <summary>Never an event type.</summary>
    public const uint Invalid = 0x00000000;

    /// <summary>The last id that Ojo's own events may have; the first is 1.</summary>
    public const uint LastBuiltIn = 0x0000FEFF;

    /// <summary>The first id of the records that the runtime writes about the trace itself.</summary>
    public const uint FirstMeta = 0x0000FF00;

    /// <summary>The last id of the records that the runtime writes about the trace itself.</summary>
    public const uint LastMeta = 0x0000FFFF;

    /// <summary>The first id that a declaration may pin.</summary>
    public const uint FirstPinned = 0x00010000;

    /// <summary>The last id that a declaration may pin.</summary>
    public const uint LastPinned = 0x7FFFFFFF;

    /// <summary>The first derived id.</summary>
    public const uint FirstDerived = 0x80000000;

    /// <summary>The last derived id; the number after it is never an event type.</summary>
    public const uint LastDerived = 0xFFFFFFFE;

    /// <summary>Whether records of this type speak about the trace and not about a protocol.</summary>
    public static bool IsMeta(uint eventType) => eventType - FirstMeta <= LastMeta - FirstMeta;

    /// <summary>The id of an event that pins none: the high bit, and a 31-bit hash of <c>provider/wireName</c>.</summary>
    /// <remarks>
    /// The hash is FNV-1a of the UTF-8 bytes, 32 bits, xor-folded to 31 as its authors advise. 0xFFFFFFFF comes out of it
    /// for one name in 2³¹; it is not a valid id, and the generator says so.
    /// </remarks>
    public static uint Derive(string provider, string wireName)
    {
        uint hash = 2166136261;
        foreach (byte b in System.Text.Encoding.UTF8.GetBytes(provider + "/" + wireName))
        {
            hash = unchecked((hash ^ b) * 16777619);
        }

        return FirstDerived | ((hash >> 31) ^ (hash & 0x7FFFFFFF));
    }
}
