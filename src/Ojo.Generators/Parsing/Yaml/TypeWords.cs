namespace Ojo.Generators.Parsing.Yaml;

/// <summary>What C# calls the types of fields: whoever writes it there has only the wrong word for the right thing.</summary>
internal static class TypeWords
{
    /// <summary>The word of events files for a type of C#; null where there is none.</summary>
    public static string? OfCSharp(string word) => word switch
    {
        "boolean" or "Boolean" => "bool",
        "byte" or "Byte" => "u8",
        "sbyte" or "SByte" => "i8",
        "short" or "Int16" => "i16",
        "ushort" or "UInt16" => "u16",
        "int" or "Int32" or "integer" => "i32",
        "uint" or "UInt32" => "u32",
        "long" or "Int64" => "i64",
        "ulong" or "UInt64" => "u64",
        "float" or "Single" => "f32",
        "double" or "Double" => "f64",
        "TimeSpan" => "duration",
        "Guid" => "uuid",
        "IPAddress" => "ip",
        "DateTime" or "DateTimeOffset" => "timestamp",
        _ => null,
    };
}
