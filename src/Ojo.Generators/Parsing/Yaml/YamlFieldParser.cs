using Ojo.Catalogue;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads one field of an event.</summary>
/// <param name="source">The file.</param>
/// <param name="enums">The enums of the file; one that a field declares for itself is added.</param>
internal sealed class YamlFieldParser(YamlSource source, YamlEnums enums)
{
    private const int DefaultEnumBits = 8;

    /// <summary>The field; null where its type is not known, so that not even the recorder's signature is.</summary>
    /// <param name="mapping">Its keys.</param>
    /// <param name="stem">The event's name in Pascal case.</param>
    /// <param name="isOnly">Whether it is the event's one field: the parameter is then called <c>value</c>.</param>
    public ValueModel? Parse(YamlMapping mapping, string stem, bool isOnly)
    {
        string subject = mapping["name"] is YamlText { IsMissing: false } label ? $"the field '{label.Shown}'" : "a field";
        var keys = new YamlKeys(source, mapping, subject);
        keys.RefuseUnknown("name", "type", "bits", "kind", "unit", "part", "description", "values", "enum", "pair");
        YamlText? name = keys.Text("name", "name: packet_number");
        if (name is not null && !Words.IsFieldName(name.Value))
        {
            source.ReportFixable(
                DeclarationRules.BadFieldName, name, FixHint.Of(FixHint.Replacement, Respelling.FieldName(name.Value)), name.Shown);
            name = null;
        }

        if (keys.Text("type", "type: u32") is null)
        {
            return null;
        }

        int before = source.Findings.Count;
        FieldType type = keys.Word("type", FieldType.U64);
        if (name is null || source.Findings.Count > before)
        {
            return null;
        }

        return Bind(keys, name, type, stem, isOnly);
    }

    private ValueModel? Bind(YamlKeys keys, YamlText name, FieldType type, string stem, bool isOnly)
    {
        IReadOnlyList<NamedValue> values = [];
        string enumName = "";
        bool isNumber = type is FieldType.U8 or FieldType.U16 or FieldType.U32 or FieldType.U64;
        if (type == FieldType.Enum || isNumber)
        {
            (enumName, values) = ReadEnum(keys, name, required: type == FieldType.Enum, stem);
            if (type == FieldType.Enum && enumName.Length == 0)
            {
                return null;
            }
        }
        else
        {
            RefuseKey(keys, "enum", type);
            RefuseKey(keys, "values", type);
        }

        (string cSharp, int typeBits, ValueCoding coding) = CSharpType(type, enumName);
        int bits = ReadBits(keys, name, new ScalarType(type, typeBits, coding), values);
        if (type == FieldType.Enum && bits > typeBits)
        {
            // A wider field than its values need: room to grow.
            typeBits = bits;
        }

        var field = new FieldModel
        {
            Name = name.Value,
            Type = values.Count > 0 ? FieldType.Enum : type,
            Kind = keys.Word("kind", FieldKind.None),
            Unit = keys.Prose("unit"),
            Part = keys.Word("part", FieldPart.None),
            Description = keys.Prose("description"),
            BitWidth = bits,
            Values = EquatableArray<NamedValue>.From(values),
        };
        string parameter = isOnly ? "value" : Words.ToCamel(name.Value);
        parameter = parameter is "tracer" or "flowId" ? parameter + "Value" : Words.Escape(parameter);
        var binding = new FieldBinding(field, parameter, "", cSharp, typeBits, coding);
        string property = PropertyNames.For(name.Value, stem);
        return IsPair(keys, type)
            ? Pair(binding, parameter, property)
            : new ValueModel { Parameter = parameter, Property = property, Type = cSharp, Fields = new([binding]) };
    }

    /// <summary>Whether the field is two, the ends of a range; what can't be said of both is reported.</summary>
    private bool IsPair(YamlKeys keys, FieldType type)
    {
        if (!keys.Flag("pair", otherwise: false))
        {
            return false;
        }

        string name = ((YamlText)keys.Mapping["name"]!).Value;
        if (keys.Mapping["part"] is { } part)
        {
            source.Report(DeclarationRules.SaidOfSeveral, part, name, 2, "part", "two fields in place of the pair");
        }

        string longest = $"{name}_{PairNames.Of(0)}";
        if (!Words.IsFieldName(longest))
        {
            source.Report(DeclarationRules.BadFieldName, keys.Mapping["name"]!, Words.Shorten(longest));
        }

        if (type is FieldType.Text or FieldType.Bytes)
        {
            source.Report(DeclarationRules.BadPair, keys.Mapping["pair"]!, name, $"its type is {Words.ToSnake(type.ToString())}", "two fields");
        }

        return true;
    }

    private static ValueModel Pair(FieldBinding both, string parameter, string property)
    {
        var ends = new List<FieldBinding>();
        for (int i = 0; i < 2; i++)
        {
            string member = Words.ToPascal(PairNames.Of(i));
            FieldModel field = both.Field with { Name = $"{both.Field.Name}_{PairNames.Of(i)}" };
            ends.Add(PairNames.AsEnd(both with { Field = field, Expression = $"{parameter}.{member}", Member = member }));
        }

        return new ValueModel
        {
            Parameter = parameter,
            Property = property,
            Type = $"({ends[0].Type} {ends[0].Member}, {ends[1].Type} {ends[1].Member})",
            Fields = EquatableArray<FieldBinding>.From(ends),
            Making = ValueMaking.Tuple,
            Description = both.Field.Description,
        };
    }

    private void RefuseKey(YamlKeys keys, string key, FieldType type)
    {
        KeyValuePair<YamlText, YamlNode> entry = keys.Mapping.Entries.FirstOrDefault(e => e.Key.Value == key);
        if (entry.Key is not null)
        {
            source.Report(
                YamlRules.UnknownKey, entry.Key, key, $"a field of type {Vocabulary<FieldType>.WordFor(type)}", "Only enums and unsigned numbers have named values.");
        }
    }

    /// <summary>The enum's C# name and values: one declared under <c>enums</c>, or the field's own.</summary>
    private (string Name, IReadOnlyList<NamedValue> Values) ReadEnum(YamlKeys keys, YamlText name, bool required, string stem)
    {
        YamlNode? own = keys.Mapping["values"];
        YamlText? shared = keys.Text("enum");
        if (shared is not null)
        {
            if (own is not null)
            {
                source.Report(YamlRules.EnumValues, own, shared.Value, "a field has either 'enum' or 'values'; remove one");
            }

            if (enums.Find(shared.Value) is { } declared)
            {
                return (shared.Value, declared.Values);
            }

            if (enums.IsRefused(shared.Value))
            {
                source.Findings.LeaveToCompiler();
            }
            else
            {
                source.ReportFixable(
                    YamlRules.UnknownEnum,
                    shared,
                    FixHint.Of(FixHint.Replacement, Suggestion.Nearest(shared.Value, enums.Names)),
                    shared.Shown,
                    Unknown(shared));
            }

            return ("", []);
        }

        if (own is null)
        {
            if (required && keys.Mapping["enum"] is null)
            {
                source.ReportMissing(keys.Mapping, keys.Mapping, $"Enum field '{name.Value}'", "values", "values: { timer: 1, tail: 2 }");
            }

            return ("", []);
        }

        IReadOnlyList<NamedValue> values = YamlEnumParser.ParseValues(source, name.Value, own);
        if (!required)
        {
            // A number with names stays a number in C#.
            return ("", values);
        }

        string type = stem + Words.ToPascal(name.Value);
        string description = keys.Prose("description");
        description = description.Length > 0 ? description : $"What {stem} may say of its {name.Value.Replace('_', ' ')}";
        return enums.TryAdd(YamlEnumParser.Model(type, description, values), name) ? (type, values) : ("", []);
    }

    private string Unknown(YamlText shared) => enums.Names.Any()
        ? Suggestion.For(shared.Value, enums.Names)
        : "There are none; declare it there, or give the field 'values'.";

    private int ReadBits(YamlKeys keys, YamlText name, ScalarType scalar, IReadOnlyList<NamedValue> values)
    {
        bool isEnum = scalar.Type == FieldType.Enum;
        scalar = isEnum ? scalar with { Bits = 64 } : scalar;
        int widest = scalar.Bits;
        int bits = isEnum ? DefaultEnumBits : widest;
        if (keys.Mapping["bits"] is { } node && YamlNumber.Read(source, node, "bits", 128) is { } asked)
        {
            bits = (int)asked;
            if (!scalar.Takes(bits))
            {
                string reason = scalar.WhatItTakes + (scalar.HasFixedWidth ? "; leave 'bits' out" : "");
                source.ReportFixable(
                    DeclarationRules.BadBits, node, FixHint.Of(FixHint.Replacement, widest > 0 ? Source.Number(widest) : null), name.Value, bits, reason);
                return widest;
            }
        }

        if (values.Count > 0 && bits < 64 && values[values.Count - 1] is var largest && largest.Bits >> bits != 0)
        {
            YamlNode? pinned = keys.Mapping["bits"];
            string? needed = BitsFor(largest.Bits) <= widest ? Source.Number(BitsFor(largest.Bits)) : null;
            source.ReportFixable(
                DeclarationRules.BadBits,
                pinned ?? name,
                pinned is not null ? FixHint.Of(FixHint.Replacement, needed) : FixHint.Of(FixHint.Sibling, needed is null ? null : "bits: " + needed),
                name.Value,
                bits,
                $"its value '{largest.Name}' is {largest.Bits}. Give it more with 'bits'");
        }

        return bits;
    }

    private static int BitsFor(ulong value)
    {
        int bits = 1;
        while (bits < 64 && value >> bits != 0)
        {
            bits++;
        }

        return bits;
    }

    private (string Type, int Bits, ValueCoding Coding) CSharpType(FieldType type, string enumName) => type switch
    {
        FieldType.Bool => ("bool", 1, ValueCoding.Boolean),
        FieldType.U8 => ("byte", 8, ValueCoding.Unsigned),
        FieldType.U16 => ("ushort", 16, ValueCoding.Unsigned),
        FieldType.U32 => ("uint", 32, ValueCoding.Unsigned),
        FieldType.I8 => ("sbyte", 8, ValueCoding.Signed),
        FieldType.I16 => ("short", 16, ValueCoding.Signed),
        FieldType.I32 => ("int", 32, ValueCoding.Signed),
        FieldType.I64 => ("long", 64, ValueCoding.Signed),
        FieldType.F32 => ("float", 32, ValueCoding.Single),
        FieldType.F64 => ("double", 64, ValueCoding.Double),
        FieldType.Duration => ("global::System.TimeSpan", 64, ValueCoding.TimeSpan),
        FieldType.Timestamp => ("global::System.DateTimeOffset", 64, ValueCoding.DateTimeOffset),
        FieldType.Char => ("char", 16, ValueCoding.Unsigned),
        FieldType.String => ("string?", 32, ValueCoding.Interned),
        FieldType.Text => ("string", 0, ValueCoding.Text),
        FieldType.Bytes => ("global::System.ReadOnlyMemory<byte>", 0, ValueCoding.Bytes),
        FieldType.Ip => (TraceEventSymbols.IPAddress, 128, ValueCoding.Address),
        FieldType.Uuid => ("global::System.Guid", 128, ValueCoding.Guid),
        FieldType.Enum => (enumName, UnderlyingBits(enumName), ValueCoding.Unsigned),
        _ => ("ulong", 64, ValueCoding.Unsigned),
    };

    private int UnderlyingBits(string enumName) => enums.Find(enumName)?.Underlying switch
    {
        "byte" => 8,
        "ushort" => 16,
        "uint" => 32,
        _ => 64,
    };
}
