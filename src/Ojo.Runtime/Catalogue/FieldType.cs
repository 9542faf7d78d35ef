namespace Ojo.Catalogue;

/// <summary>How a field's bits are read.</summary>
public enum FieldType
{
    /// <summary>0 or 1.</summary>
    Bool,

    /// <summary>An unsigned number of up to 8 bits.</summary>
    U8,

    /// <summary>An unsigned number of up to 16 bits.</summary>
    U16,

    /// <summary>An unsigned number of up to 32 bits.</summary>
    U32,

    /// <summary>An unsigned number of up to 64 bits.</summary>
    U64,

    /// <summary>A number in two's complement of up to 8 bits.</summary>
    I8,

    /// <summary>A number in two's complement of up to 16 bits.</summary>
    I16,

    /// <summary>A number in two's complement of up to 32 bits.</summary>
    I32,

    /// <summary>A number in two's complement of up to 64 bits.</summary>
    I64,

    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>IEEE 754 binary64.</summary>
    F64,

    /// <summary>A length of time in nanoseconds, 64 bits in two's complement.</summary>
    Duration,

    /// <summary>A number whose values have names.</summary>
    Enum,

    /// <summary>The id of a string that the run defines once: 32 bits.</summary>
    String,

    /// <summary>Text of its own, in a TEXT record after the event.</summary>
    Text,

    /// <summary>Bytes of their own, in a TEXT record after the event.</summary>
    Bytes,

    /// <summary>An IPv6 address, or an IPv4 one mapped into it: 128 bits, most significant byte first.</summary>
    Ip,

    /// <summary>A UUID: 128 bits, most significant byte first.</summary>
    Uuid,

    /// <summary>A point in time: nanoseconds since the Unix epoch, 64 bits in two's complement.</summary>
    Timestamp,

    /// <summary>A UTF-16 unit of up to 16 bits.</summary>
    Char,
}
