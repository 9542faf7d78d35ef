namespace Ojo.Interop.Rust;

/// <summary>What an event's value is, by the number that the schema file has for it.</summary>
internal enum RustValueType
{
    None = 0,
    Identifier = 1,
    Count = 2,
    Bytes = 3,
    Duration = 4,
    CountRange = 5,
    BytesRange = 6,
    DurationRange = 7,
}
