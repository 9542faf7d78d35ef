using Microsoft.CodeAnalysis;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Reads what an event method's parameter is: a field, a pair of them, or a value with members.</summary>
/// <param name="method">The method.</param>
/// <param name="stem">Its name without <c>Record</c>.</param>
/// <param name="compilation">Says what is accessible.</param>
/// <param name="findings">What has been found wrong.</param>
/// <param name="cancellation">Ends the search for syntax.</param>
internal sealed class ParameterParser(IMethodSymbol method, string stem, Compilation compilation, Findings findings, CancellationToken cancellation)
{
    private readonly FieldParser _fields = new(findings);

    /// <summary>Its values, most often one; none where the parameter can't be one, which is then reported.</summary>
    public IReadOnlyList<ValueModel> Parse(IParameterSymbol parameter)
    {
        Location? location = parameter.Locations.FirstOrDefault();
        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            findings.Report(DeclarationRules.ByReference, location, parameter.Name, parameter.RefKind == RefKind.Ref ? "ref" : "out");
            return [];
        }

        var arguments = new AttributeArguments(TraceEventSymbols.FindTraceField(parameter), findings, cancellation);
        string name = arguments.Text("Name") ?? Words.ToSnake(parameter.Name);
        switch (parameter)
        {
            case { IsParams: true }:
                break;
            case { Type: INamedTypeSymbol { IsTupleType: true } tuple }:
                return ParsePair(parameter, tuple, arguments, name, location);
            case { Type: INamedTypeSymbol type } when TraceEventSymbols.FindTraceValue(type) is not null:
                return ParseValue(parameter, type, arguments, name, location);
            case { Type: { TypeKind: TypeKind.Enum } type } when TraceEventSymbols.IsWrittenHere(type):
                findings.Report(
                    DeclarationRules.UnsupportedType, location, parameter.Name, type.ToDisplayString(), DeclarationRules.DeclareTheEnum);
                return [];
            case { Type: var type } when ScalarType.Of(type) is { } scalar:
                string expression = Words.Escape(parameter.Name);
                FieldBinding? field = _fields.Parse(new FieldPlace(name, type, expression, "", arguments, arguments, location), scalar);
                return field is null ? [] : [Single(expression, field)];
        }

        ReportType(parameter, location);
        return [];
    }

    /// <summary>Two of one type are the ends of a range.</summary>
    private IReadOnlyList<ValueModel> ParsePair(
        IParameterSymbol parameter, INamedTypeSymbol tuple, AttributeArguments arguments, string name, Location? location)
    {
        ITypeSymbol type = tuple.TupleElements[0].Type;
        string? reason = tuple.TupleElements.Length != 2 ? $"it has {tuple.TupleElements.Length} elements"
            : !SymbolEqualityComparer.Default.Equals(type, tuple.TupleElements[1].Type) ? "its elements have different types"
            : TraceEventSymbols.IsWrittenHere(type) ? $"its elements' type '{type.ToDisplayString()}' is written from an events file at the same time"
            : ScalarType.Of(type) is null ? $"its elements have type '{type.ToDisplayString()}'"
            : null;
        if (reason is not null)
        {
            findings.Report(DeclarationRules.BadPair, location, parameter.Name, reason, DeclarationRules.OtherThanPair);
            return [];
        }

        Refuse("Part", arguments, parameter, 2, "two parameters in place of the pair");
        var fields = new List<FieldBinding>();
        foreach (IFieldSymbol element in tuple.TupleElements)
        {
            string word = element.IsExplicitlyNamedTupleElement ? Words.ToSnake(element.Name) : PairNames.Of(fields.Count);
            string expression = $"{Words.Escape(parameter.Name)}.{Words.Escape(element.Name)}";
            var place = new FieldPlace($"{name}_{word}", element.Type, expression, element.Name, arguments, arguments, location);
            if (_fields.Parse(place, ScalarType.Of(element.Type)!) is not { } field)
            {
                return [];
            }

            fields.Add(PairNames.AsEnd(field));
        }

        return [Whole(parameter, arguments, name, fields) with { Making = ValueMaking.Tuple }];
    }

    private IReadOnlyList<ValueModel> ParseValue(
        IParameterSymbol parameter, INamedTypeSymbol type, AttributeArguments arguments, string name, Location? location)
    {
        if (TraceValueShape.Of(type, method.ContainingType, compilation, out string reason) is not { } shape)
        {
            findings.Report(DeclarationRules.BadTraceValue, location, type.ToDisplayString(), reason);
            return [];
        }

        int count = shape.Members.Count;
        int before = findings.Count;
        if (count > 1)
        {
            Refuse("Part", arguments, parameter, count, $"the members of '{type.Name}'");
            Refuse("Bits", arguments, parameter, count, $"the members of '{type.Name}'");
            Refuse("Text", arguments, parameter, count, $"the members of '{type.Name}'");
        }

        if (findings.Count > before)
        {
            return [];
        }

        var fields = new List<FieldBinding>();
        foreach (TraceValueMember member in shape.Members)
        {
            // What is wrong with a member is said where it is used: its type may stand in another project.
            var own = new AttributeArguments(member.Attribute, findings, cancellation, location);
            string word = own.Text("Name") ?? Words.ToSnake(member.Name);
            string expression = $"{Words.Escape(parameter.Name)}.{Words.Escape(member.Name)}";
            var place = new FieldPlace(count == 1 ? name : $"{name}_{word}", member.Type, expression, Words.Escape(member.Name), own, arguments, location);
            if (_fields.Parse(place, ScalarType.Of(member.Type)!) is not { } field)
            {
                return [];
            }

            fields.Add(field);
        }

        return shape.Arguments is { } taken
            ? [Whole(parameter, arguments, name, fields) with { Making = ValueMaking.Constructor, Arguments = taken }]
            : [.. fields.Select(field => Single(Words.Escape(parameter.Name), field))];
    }

    private ValueModel Single(string parameter, FieldBinding field) => new()
    {
        Parameter = parameter,
        Property = PropertyNames.For(field.Field.Name, stem),
        Type = field.Type,
        Fields = new([field]),
    };

    private ValueModel Whole(IParameterSymbol parameter, AttributeArguments arguments, string name, List<FieldBinding> fields) => new()
    {
        Parameter = Words.Escape(parameter.Name),
        Property = PropertyNames.For(name, stem),
        Type = SignatureWriter.TypeName(parameter.Type),
        Fields = EquatableArray<FieldBinding>.From(fields),
        Description = arguments.Text("Description") ?? "",
    };

    /// <summary>Reports what is said of several fields at once and can't be.</summary>
    private void Refuse(string argument, AttributeArguments arguments, IParameterSymbol parameter, int count, string instead)
    {
        if (arguments.Has(argument))
        {
            findings.Report(DeclarationRules.SaidOfSeveral, arguments.LocationOf(argument), parameter.Name, count, argument, instead);
        }
    }

    private void ReportType(IParameterSymbol parameter, Location? location)
    {
        if (parameter.Type.TypeKind == TypeKind.Error)
        {
            // A type that does not exist is the compiler's to report.
            findings.LeaveToCompiler();
            return;
        }

        bool canBeMarked = !parameter.IsParams
            && parameter.Type is { TypeKind: TypeKind.Struct, IsRefLikeType: false, SpecialType: SpecialType.None }
            && parameter.Type.Locations.Any(static place => place.IsInSource);
        findings.Report(
            DeclarationRules.UnsupportedType,
            location,
            parameter.Name,
            parameter.Type.ToDisplayString(),
            canBeMarked ? DeclarationRules.MarkTheStruct : DeclarationRules.TypesThatWork);
    }
}
