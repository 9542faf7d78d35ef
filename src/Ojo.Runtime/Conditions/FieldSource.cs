namespace Ojo.Conditions;

/// <summary>Where an event has what is compared, and as what it is read.</summary>
internal enum FieldSource
{
    /// <summary>The event's flow.</summary>
    Flow,

    /// <summary>Up to 64 bits, as they are.</summary>
    Unsigned,

    /// <summary>Up to 64 bits in two's complement.</summary>
    Signed,

    /// <summary>32 bits of IEEE 754.</summary>
    Single,

    /// <summary>64 bits of IEEE 754.</summary>
    Double,

    /// <summary>128 bits, which are equal or not.</summary>
    Wide,

    /// <summary>The string whose id is in 32 bits.</summary>
    String,

    /// <summary>One of the texts after the event.</summary>
    Text,
}
