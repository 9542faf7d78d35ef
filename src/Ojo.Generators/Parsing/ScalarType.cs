using Microsoft.CodeAnalysis;
using Ojo.Catalogue;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>What a C# type is as one field.</summary>
/// <param name="Type">How its bits are read.</param>
/// <param name="Bits">How many bits it has.</param>
/// <param name="Coding">How a value becomes bits.</param>
internal sealed record ScalarType(FieldType Type, int Bits, ValueCoding Coding)
{
    /// <summary>The id of a string, which the run defines once.</summary>
    public static readonly ScalarType String = new(FieldType.String, 32, ValueCoding.Interned);

    /// <summary>Characters beside the event's words.</summary>
    public static readonly ScalarType Text = new(FieldType.Text, 0, ValueCoding.Text);

    /// <summary>Bytes beside the event's words.</summary>
    public static readonly ScalarType Bytes = new(FieldType.Bytes, 0, ValueCoding.Bytes);

    /// <summary>Which widths a field of it may have, for a message.</summary>
    public string WhatItTakes => Bits == 0 ? "its length is recorded with it" : $"its type takes {(HasFixedWidth ? "" : "1 to ")}{Bits}";

    /// <summary>Whether a field of it takes all of its bits.</summary>
    public bool HasFixedWidth => Type is FieldType.Bool or FieldType.F32 or FieldType.F64 or FieldType.Ip or FieldType.Uuid
        or FieldType.Timestamp or FieldType.String or FieldType.Text or FieldType.Bytes;

    /// <summary>Whether a field of it may have this many bits.</summary>
    public bool Takes(int width) => HasFixedWidth ? width == Bits && Bits > 0 : width >= 1 && width <= Bits;

    /// <summary>The field that a value of <paramref name="type"/> is; null where it is none, or several.</summary>
    public static ScalarType? Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
        {
            return Of(underlying) is { } number ? number with { Type = FieldType.Enum } : null;
        }

        return type.SpecialType switch
        {
            SpecialType.System_Boolean => new(FieldType.Bool, 1, ValueCoding.Boolean),
            SpecialType.System_Byte => new(FieldType.U8, 8, ValueCoding.Unsigned),
            SpecialType.System_UInt16 => new(FieldType.U16, 16, ValueCoding.Unsigned),
            SpecialType.System_Char => new(FieldType.Char, 16, ValueCoding.Unsigned),
            SpecialType.System_UInt32 => new(FieldType.U32, 32, ValueCoding.Unsigned),
            SpecialType.System_UInt64 => new(FieldType.U64, 64, ValueCoding.Unsigned),
            SpecialType.System_SByte => new(FieldType.I8, 8, ValueCoding.Signed),
            SpecialType.System_Int16 => new(FieldType.I16, 16, ValueCoding.Signed),
            SpecialType.System_Int32 => new(FieldType.I32, 32, ValueCoding.Signed),
            SpecialType.System_Int64 => new(FieldType.I64, 64, ValueCoding.Signed),
            SpecialType.System_Single => new(FieldType.F32, 32, ValueCoding.Single),
            SpecialType.System_Double => new(FieldType.F64, 64, ValueCoding.Double),
            SpecialType.System_String => String,
            SpecialType.System_DateTime => new(FieldType.Timestamp, 64, ValueCoding.DateTime),
            _ when TraceEventSymbols.IsSystem(type, "TimeSpan") => new(FieldType.Duration, 64, ValueCoding.TimeSpan),
            _ when TraceEventSymbols.IsSystem(type, "DateTimeOffset") => new(FieldType.Timestamp, 64, ValueCoding.DateTimeOffset),
            _ when TraceEventSymbols.IsSystem(type, "Guid") => new(FieldType.Uuid, 128, ValueCoding.Guid),
            _ when TraceEventSymbols.IsIPAddress(type) => new(FieldType.Ip, 128, ValueCoding.Address),
            _ when TraceEventSymbols.IsReadOnlySpan(type, SpecialType.System_Char) => Text,
            _ when TraceEventSymbols.IsReadOnlySpan(type, SpecialType.System_Byte) => Bytes,
            _ => null,
        };
    }
}
