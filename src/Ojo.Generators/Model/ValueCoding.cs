namespace Ojo.Generators.Model;

/// <summary>How a C# value becomes a field's bits and back.</summary>
internal enum ValueCoding
{
    /// <summary>A <c>bool</c>: one bit.</summary>
    Boolean,

    /// <summary>An unsigned integer, a <c>char</c>, or an enum over an unsigned integer.</summary>
    Unsigned,

    /// <summary>A signed integer, or an enum over one: two's complement.</summary>
    Signed,

    /// <summary>
    /// An enum over a signed integer that has no negative values: written and read without a sign, so that no bit is lost
    /// to it where it is narrowed.
    /// </summary>
    UnsignedEnum,

    /// <summary>A <c>float</c>: its IEEE 754 bits.</summary>
    Single,

    /// <summary>A <c>double</c>: its IEEE 754 bits.</summary>
    Double,

    /// <summary>A <c>TimeSpan</c>: nanoseconds, two's complement.</summary>
    TimeSpan,

    /// <summary>A <c>DateTime</c>: nanoseconds since the Unix epoch, two's complement.</summary>
    DateTime,

    /// <summary>A <c>DateTimeOffset</c>: the same.</summary>
    DateTimeOffset,

    /// <summary>A <c>Guid</c>: 128 bits, the first byte lowest.</summary>
    Guid,

    /// <summary>An <c>IPAddress</c>: 128 bits, IPv4 mapped into IPv6, the first byte lowest.</summary>
    Address,

    /// <summary>A <c>string</c> that the run defines once: its 32-bit id.</summary>
    Interned,

    /// <summary>Characters that the event carries along: no bits.</summary>
    Text,

    /// <summary>Bytes that the event carries along: no bits.</summary>
    Bytes,
}
