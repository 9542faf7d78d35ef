namespace Ojo.Interop.Parquet.Format;

/// <summary>What the values of a column are.</summary>
internal enum ColumnType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Whole numbers of 64 bits with a sign.</summary>
    Int64,

    /// <summary>Whole numbers of 64 bits without one.</summary>
    UInt64,

    /// <summary>Nanoseconds since the Unix epoch, in UTC.</summary>
    Timestamp,

    /// <summary>Floating point numbers of 32 bits.</summary>
    Float,

    /// <summary>Floating point numbers of 64 bits.</summary>
    Double,

    /// <summary>Texts, in UTF-8.</summary>
    Text,

    /// <summary>Any bytes.</summary>
    Bytes,

    /// <summary>Sixteen bytes, the most significant first.</summary>
    Uuid,
}
