using Microsoft.CodeAnalysis;
using Ojo.Catalogue;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Reads a field from an event method's parameter.</summary>
/// <param name="findings">What has been found wrong.</param>
/// <param name="cancellation">Ends the search for syntax.</param>
internal sealed class ParameterParser(Findings findings, CancellationToken cancellation)
{
    /// <summary>The field; null where the parameter can't be one, which is then reported.</summary>
    public FieldBinding? Parse(IParameterSymbol parameter, string stem)
    {
        Location? location = parameter.Locations.FirstOrDefault();
        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            findings.Report(DeclarationRules.ByReference, location, parameter.Name, parameter.RefKind == RefKind.Ref ? "ref" : "out");
            return null;
        }

        if (parameter.IsParams || ScalarType.Of(parameter.Type) is not { } scalar)
        {
            ReportType(parameter, location);
            return null;
        }

        var arguments = new AttributeArguments(TraceEventSymbols.FindTraceField(parameter), findings, cancellation);
        string name = arguments.Text("Name") ?? Words.ToSnake(parameter.Name);
        if (!Words.IsFieldName(name))
        {
            findings.ReportFixable(
                DeclarationRules.BadFieldName,
                arguments.Has("Name") ? arguments.LocationOf("Name") : location,
                FixHint.Of(FixHint.Replacement, arguments.Has("Name") ? Respelling.FieldName(name) : null),
                name);
            return null;
        }

        (FieldType type, int bits, ValueCoding coding) = scalar;
        int width = arguments.Has("Bits") ? arguments.Number("Bits") : bits;
        bool fixedWidth = scalar.HasFixedWidth;
        if (width < 1 || width > bits || (fixedWidth && width != bits))
        {
            findings.ReportFixable(
                DeclarationRules.BadBits,
                arguments.LocationOf("Bits"),
                FixHint.Of(FixHint.Replacement, Source.Number(bits)),
                name,
                width,
                $"its type takes {(fixedWidth ? "" : "1 to ")}{bits}");
            return null;
        }

        var enumeration = EnumMembers.Of(parameter.Type);
        if (enumeration.FirstThatNeedsMoreThan(width) is { } tooLarge)
        {
            findings.ReportFixable(
                DeclarationRules.BadBits,
                arguments.LocationOf("Bits"),
                FixHint.Of(FixHint.Replacement, Source.Number(enumeration.BitsForAll)),
                name,
                width,
                $"its value '{tooLarge.Name}' is {tooLarge.ConstantValue}");
        }

        var field = new FieldModel
        {
            Name = name,
            Type = type,
            Kind = arguments.Word("Kind", FieldKind.None),
            Unit = arguments.Text("Unit") ?? "",
            Part = arguments.Word("Part", FieldPart.None),
            Description = arguments.Text("Description") ?? "",
            BitWidth = width,
            Values = enumeration.Values(width),
        };
        string cSharp = coding == ValueCoding.Address ? TraceEventSymbols.IPAddress : SignatureWriter.TypeName(parameter.Type);
        coding = type == FieldType.Enum && coding == ValueCoding.Signed && !enumeration.HasNegative ? ValueCoding.UnsignedEnum : coding;
        return new FieldBinding(field, Words.Escape(parameter.Name), PropertyNames.For(name, stem), cSharp, bits, coding);
    }

    private void ReportType(IParameterSymbol parameter, Location? location)
    {
        string type = parameter.Type.ToDisplayString();
        string? notYet = parameter.Type.SpecialType == SpecialType.System_String ? "a string"
            : type is "System.ReadOnlySpan<char>" or "System.ReadOnlySpan<byte>" ? "text of any length"
            : null;
        if (notYet is not null)
        {
            findings.Report(DeclarationRules.NotYet, location, parameter.Name, notYet);
        }
        else if (parameter.Type.TypeKind != TypeKind.Error)
        {
            // A type that does not exist is the compiler's to report.
            findings.Report(DeclarationRules.UnsupportedType, location, parameter.Name, type);
        }
        else
        {
            findings.LeaveToCompiler();
        }
    }
}
