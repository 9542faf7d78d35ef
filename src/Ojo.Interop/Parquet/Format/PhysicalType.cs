namespace Ojo.Interop.Parquet.Format;

/// <summary>How values lie in a file; the numbers are those of the format.</summary>
internal enum PhysicalType
{
    /// <summary>A bit.</summary>
    Boolean = 0,

    /// <summary>Eight bytes, the least significant first.</summary>
    Int64 = 2,

    /// <summary>IEEE 754, four bytes.</summary>
    Float = 4,

    /// <summary>IEEE 754, eight bytes.</summary>
    Double = 5,

    /// <summary>Bytes, their number before them.</summary>
    ByteArray = 6,

    /// <summary>As many bytes as the column says.</summary>
    FixedLenByteArray = 7,
}
