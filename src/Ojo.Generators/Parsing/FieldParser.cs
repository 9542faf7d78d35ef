using Microsoft.CodeAnalysis;
using Ojo.Catalogue;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Reads one field from what C# says of it.</summary>
/// <param name="findings">What has been found wrong.</param>
internal sealed class FieldParser(Findings findings)
{
    /// <summary>The field; null where it has no valid name or width, which is then reported.</summary>
    /// <param name="place">What it is read from.</param>
    /// <param name="scalar">What its type is as a field.</param>
    public FieldBinding? Parse(FieldPlace place, ScalarType scalar)
    {
        scalar = AsText(place, scalar);
        if (!HasValidName(place) || Width(place, scalar) is not { } width)
        {
            return null;
        }

        var enumeration = EnumMembers.Of(place.Type);
        if (enumeration.FirstThatNeedsMoreThan(width) is { } tooLarge)
        {
            findings.ReportFixable(
                DeclarationRules.BadBits,
                Says(place, "Bits").LocationOf("Bits"),
                FixHint.Of(FixHint.Replacement, Source.Number(enumeration.BitsForAll)),
                place.Name,
                width,
                $"its value '{tooLarge.Name}' is {tooLarge.ConstantValue}");
        }

        var field = new FieldModel
        {
            Name = place.Name,
            Type = scalar.Type,
            Kind = Says(place, "Kind").Word("Kind", FieldKind.None),
            Unit = Says(place, "Unit").Text("Unit") ?? "",
            Part = Says(place, "Part").Word("Part", FieldPart.None),
            Description = place.Own.Text("Description") ?? place.Whole.Text("Description") ?? "",
            BitWidth = width,
            Values = enumeration.Values(width),
        };
        ValueCoding coding = scalar.Type == FieldType.Enum && scalar.Coding == ValueCoding.Signed && !enumeration.HasNegative
            ? ValueCoding.UnsignedEnum
            : scalar.Coding;
        return new FieldBinding(field, place.Expression, place.Member, DecodedType(place, coding), scalar.Bits, coding);
    }

    /// <summary>Who says <paramref name="argument"/> of the field: where the value is used goes before where it is declared.</summary>
    private static AttributeArguments Says(FieldPlace place, string argument) => place.Whole.Has(argument) ? place.Whole : place.Own;

    /// <summary>A string is a text of its own where that is asked for.</summary>
    private ScalarType AsText(FieldPlace place, ScalarType scalar)
    {
        AttributeArguments asking = Says(place, "Text");
        if (!asking.Flag("Text", otherwise: false) || scalar.Coding == ValueCoding.Text)
        {
            return scalar;
        }

        if (scalar.Coding == ValueCoding.Interned)
        {
            return ScalarType.Text;
        }

        findings.Report(DeclarationRules.NotText, asking.LocationOf("Text"), place.Name, place.Type.ToDisplayString());
        return scalar;
    }

    private bool HasValidName(FieldPlace place)
    {
        if (Words.IsFieldName(place.Name))
        {
            return true;
        }

        // A name that is put together has no one place where it could be put right.
        bool isGiven = place.Member.Length == 0 && place.Own.Has("Name");
        findings.ReportFixable(
            DeclarationRules.BadFieldName,
            isGiven ? place.Own.LocationOf("Name") : place.Location,
            FixHint.Of(FixHint.Replacement, isGiven ? Respelling.FieldName(place.Name) : null),
            place.Name);
        return false;
    }

    private int? Width(FieldPlace place, ScalarType scalar)
    {
        AttributeArguments asking = Says(place, "Bits");
        if (!asking.Has("Bits"))
        {
            return scalar.Bits;
        }

        int width = asking.Number("Bits");
        if (scalar.Takes(width))
        {
            return width;
        }

        findings.ReportFixable(
            DeclarationRules.BadBits,
            asking.LocationOf("Bits"),
            FixHint.Of(FixHint.Replacement, scalar.Bits > 0 ? Source.Number(scalar.Bits) : null),
            place.Name,
            width,
            scalar.WhatItTakes);
        return null;
    }

    private static string DecodedType(FieldPlace place, ValueCoding coding) => coding switch
    {
        ValueCoding.Address => TraceEventSymbols.IPAddress,
        // A member that may not be null gets an empty string for one that was not met.
        ValueCoding.Interned => place.Member.Length > 0 && place.Type.NullableAnnotation != NullableAnnotation.Annotated ? "string" : "string?",
        ValueCoding.Text => "string",
        ValueCoding.Bytes => "global::System.ReadOnlyMemory<byte>",
        _ => SignatureWriter.TypeName(place.Type),
    };
}
