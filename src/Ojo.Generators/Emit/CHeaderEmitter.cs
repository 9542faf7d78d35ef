using System.Globalization;
using Ojo.Catalogue;
using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes the events in C: a number and a packing function for each, so that programs in other languages write the same traces.</summary>
internal sealed class CHeaderEmitter
{
    private readonly CodeWriter _code = new();
    private readonly CNames _names = new(CHeaderPrelude.Names);

    private CHeaderEmitter()
    {
    }

    public static string Emit(CHeaderModel model)
    {
        var emitter = new CHeaderEmitter();
        emitter.EmitAll(model);
        return emitter._code.ToString();
    }

    private void EmitAll(CHeaderModel model)
    {
        string guard = $"OJO_{CNames.Legal(model.Assembly)}_{CNames.Legal(model.FileName)}_INCLUDED".ToUpperInvariant();
        Comment("The events of " + model.Assembly + ", made from their declarations by Ojo: a change here is lost with the next build.");
        _code.Line($"#ifndef {guard}");
        _code.Line($"#define {guard}");
        _code.Line();
        foreach (string line in CHeaderPrelude.Lines)
        {
            _code.Line(line);
        }

        _code.Line();
        _code.Line("#ifdef __cplusplus");
        _code.Line("extern \"C\" {");
        _code.Line("#endif");
        foreach (ProviderModel provider in model.Providers)
        {
            EmitProvider(provider);
        }

        _code.Line();
        _code.Line("#ifdef __cplusplus");
        _code.Line("}");
        _code.Line("#endif");
        _code.Line();
        _code.Line("#endif");
    }

    private void EmitProvider(ProviderModel provider)
    {
        string prefix = CNames.Legal(provider.Name).ToLowerInvariant();
        _code.Line();
        Comment($"The provider {provider.Name}.");
        Define(Upper(prefix) + "_PROVIDER", CText.Literal(provider.Name));
        foreach (EventModel model in provider.Events)
        {
            EmitEvent(prefix, model);
        }
    }

    private void EmitEvent(string prefix, EventModel model)
    {
        string lower = $"{prefix}_{model.Name.ToLowerInvariant()}";
        _code.Line();
        Comment(Describe(model).ToArray());
        string id = Define(Upper(lower) + "_ID", $"UINT32_C({Source.Hex(model.Id)})");
        foreach (FieldModel field in model.Fields.Where(static field => field.Values.Count > 0))
        {
            foreach (NamedValue value in field.Values)
            {
                string number = value.Bits.ToString(CultureInfo.InvariantCulture);
                Define(Upper($"{lower}_{field.Name}_{CNames.Legal(value.Name)}"), field.BitWidth <= 32 ? number + "u" : $"UINT64_C({number})");
            }
        }

        // What is retired is read and not written.
        if (!model.IsRetired)
        {
            EmitFunction(lower, id, model);
        }
    }

    private static IEnumerable<string> Describe(EventModel model)
    {
        string description = model.Description.Length > 0 ? ": " + model.Description : "";
        yield return DocumentationEmitter.EndSentence(model.Name + description);
        if (model.IsRetired)
        {
            yield return $"Retired in {model.Retired}: it is read, and not written any more.";
            yield break;
        }

        int texts = model.Fields.Count(static field => IsText(field));
        string records = model.WordCount == 1 ? "1 record" : $"{Source.Number(model.WordCount)} records";
        yield return texts == 0 ? $"Takes {records}." : $"Takes {records}, and OJO_TRACE_TEXT_RECORDS(length) for each text.";
        foreach (FieldModel field in model.Fields)
        {
            yield return $"{field.Name}: {DocumentationEmitter.Describe(field)}{HowToPass(field)}";
        }
    }

    private void EmitFunction(string lower, string id, EventModel model)
    {
        var locals = new CNames(["out", "ts_delta", "flow_id", "words", id]);
        var parameters = new List<string> { "struct ojo_record *out", "uint64_t ts_delta" };
        if (model.Flow)
        {
            parameters.Add("uint32_t flow_id");
        }

        string flow = model.Flow ? "flow_id" : "0";
        var packing = new List<string>();
        var texts = new List<string>();
        foreach (FieldModel field in model.Fields)
        {
            string name = locals.Take(field.Name);
            parameters.Add(Parameter(field, name));
            if (IsText(field))
            {
                string length = locals.Take(name.TrimEnd('_') + "_length");
                parameters.Add($"size_t {length}");
                texts.Add($"out = ojo_put_text(out, ts_delta, {flow}, {name}, {length});");
            }
            else
            {
                string offset = Source.Number(field.BitOffset);
                packing.Add(field.BitWidth > 64
                    ? $"ojo_pack_bytes(words, {offset}, {name});"
                    : $"ojo_pack(words, {offset}, {Source.Number(field.BitWidth)}, {Bits(field, name)});");
            }
        }

        string words = Source.Number(model.WordCount);
        _code.Line($"static inline struct ojo_record *{_names.Take(lower)}({string.Join(", ", parameters)})");
        _code.Open();
        _code.Line($"uint64_t words[{words}] = {{0}};");
        foreach (string line in packing)
        {
            _code.Line(line);
        }

        string put = $"ojo_put(out, ts_delta, {flow}, {id}, words, {words});";
        _code.Line(texts.Count == 0 ? "return " + put : "out = " + put);
        foreach (string line in texts)
        {
            _code.Line(line);
        }

        if (texts.Count > 0)
        {
            _code.Line("return out;");
        }

        _code.Close();
    }

    private static string Parameter(FieldModel field, string name) => field.Type switch
    {
        FieldType.Text or FieldType.Bytes => $"const void *{name}",
        FieldType.Bool => $"bool {name}",
        FieldType.F32 => $"float {name}",
        FieldType.F64 => $"double {name}",
        _ when field.BitWidth > 64 => $"const uint8_t *{name}",
        _ => $"{(IsSigned(field) ? "int" : "uint")}{Source.Number(Rounded(field.BitWidth))}_t {name}",
    };

    private static string Bits(FieldModel field, string name) => field.Type switch
    {
        FieldType.Bool => $"{name} ? 1u : 0u",
        FieldType.F32 => $"ojo_float_bits({name})",
        FieldType.F64 => $"ojo_double_bits({name})",
        _ when IsSigned(field) => $"(uint64_t)(int64_t){name}",
        _ => name,
    };

    private static string HowToPass(FieldModel field) => field.Type switch
    {
        FieldType.String => " An id that ojo_string has defined.",
        FieldType.Text => " UTF-8.",
        FieldType.Timestamp => " Nanoseconds since the Unix epoch.",
        FieldType.Char => " A UTF-16 unit.",
        FieldType.Ip or FieldType.Uuid => " 16 bytes.",
        _ => "",
    };

    private static bool IsText(FieldModel field) => field.Type is FieldType.Text or FieldType.Bytes;

    private static bool IsSigned(FieldModel field) =>
        field.Type is FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration or FieldType.Timestamp;

    private static int Rounded(int bits) => bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;

    private static string Upper(string name) => name.ToUpperInvariant();

    private string Define(string name, string value)
    {
        string free = _names.Take(name);
        _code.Line($"#define {free} {value}");
        return free;
    }

    private void Comment(params string[] lines)
    {
        if (lines.Length == 1)
        {
            _code.Line($"/** {CText.Comment(lines[0])} */");
            return;
        }

        _code.Line("/**");
        foreach (string line in lines)
        {
            _code.Line(" * " + CText.Comment(line));
        }

        _code.Line(" */");
    }
}
