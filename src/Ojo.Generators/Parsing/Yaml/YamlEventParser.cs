using Microsoft.CodeAnalysis;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads one event of an events file.</summary>
/// <param name="source">The file.</param>
/// <param name="enums">The enums of the file.</param>
/// <param name="provider">Whose events they are.</param>
/// <param name="isProviderRight">Whether that can be a provider's name; else no event can be recorded under it.</param>
/// <param name="space">The C# namespace.</param>
internal sealed class YamlEventParser(YamlSource source, YamlEnums enums, string provider, bool isProviderRight, string space)
{
    private readonly YamlFieldParser _fields = new(source, enums);

    /// <summary>The event; null where not even its recorder's signature is known.</summary>
    public YamlEvent? Parse(YamlMapping mapping)
    {
        int before = source.Findings.Count;
        string subject = mapping["name"] is YamlText { IsMissing: false } label ? $"the event '{label.Shown}'" : "an event";
        var keys = new YamlKeys(source, mapping, subject);
        keys.RefuseUnknown("name", "id", "category", "description", "level", "role", "chart", "flow", "since", "retired", "renamed_from", "snapshot_when", "fields");
        YamlText? name = keys.Text("name", "name: PROBE_SENT");
        if (name is not null && !Words.IsWireName(name.Value))
        {
            source.ReportFixable(
                DeclarationRules.BadWireName, name, FixHint.Of(FixHint.Replacement, Respelling.WireName(name.Value)), name.Shown);
            name = null;
        }

        string stem = Words.ToPascal(name?.Value ?? "Unnamed");
        EventRole role = keys.Word("role", EventRole.None);
        List<ValueModel>? values = ReadFields(keys, name?.Value ?? "", stem, role);
        EventModel model = ReadEvent(keys, name, role, values ?? []);
        if (keys.Text("snapshot_when") is { } condition)
        {
            bool isComplete = name is not null && values is not null && source.Findings.Count == before;
            model = model with
            {
                SnapshotWhen = SnapshotCondition.Check(
                    condition.Value,
                    model,
                    isComplete,
                    (start, length) => source.LocationIn(condition, start, length),
                    () => source.LocationOf(condition.Span),
                    source.Findings),
            };
        }

        if (name is null || values is null)
        {
            return null;
        }

        // A file that is wrong somewhere still gets every method that it can have: one mistake, one message.
        bool isRight = isProviderRight && source.Findings.Count == before;
        RecorderModel recorder = Recorder(stem, model, values, isRight);
        YamlNode id = keys.Mapping["id"] ?? name;
        YamlNode oldName = keys.Mapping["renamed_from"] ?? name;
        return new YamlEvent(
            name,
            recorder,
            isRight
                ? new DeclaredEvent(
                    model, source.LocationOf(name.Span), source.LocationOf(id.Span), keys.Mapping["id"] is not null, source.LocationOf(oldName.Span))
                : null);
    }

    private EventModel ReadEvent(YamlKeys keys, YamlText? name, EventRole role, List<ValueModel> values)
    {
        string category = "General";
        if (keys.Text("category") is { } text)
        {
            category = Words.ToProse(text.Value);
            EventIdentity.CheckCategory(category, source.LocationOf(text.Span), source.Findings);
        }

        uint? pinned = (uint?)keys.Number("id", uint.MaxValue);
        YamlNode? place = keys.Mapping["id"] ?? name;
        Location? location = place is null ? null : source.LocationOf(place.Span);
        string renamedFrom = ReadOldName(keys);
        return new EventModel
        {
            Provider = provider,
            Namespace = space,
            Name = name?.Value ?? "",
            Id = EventIdentity.Resolve(pinned, provider, name?.Value ?? "", renamedFrom, location, source.Findings),
            Category = category,
            Description = keys.Prose("description"),
            Level = keys.Word("level", EventLevel.Info),
            Role = role,
            Chart = keys.Word("chart", ChartHint.Auto, except: ChartHint.Auto),
            Flow = keys.Flag("flow", otherwise: true),
            Since = ReadVersion(keys, "since"),
            Retired = ReadVersion(keys, "retired"),
            RenamedFrom = renamedFrom,
            Fields = EquatableArray<FieldModel>.From(values.SelectMany(static value => value.Fields).Select(static binding => binding.Field)),
        };
    }

    private string ReadOldName(YamlKeys keys) => keys.Text("renamed_from") is { } text
        ? EventIdentity.CheckOldName(Words.ToProse(text.Value), source.LocationOf(text.Span), source.Findings)
        : "";

    private string ReadVersion(YamlKeys keys, string key)
    {
        if (keys.Text(key) is not { } text)
        {
            return "";
        }

        string version = Words.ToProse(text.Value);
        EventIdentity.CheckVersion(version, source.LocationOf(text.Span), source.Findings);
        return version;
    }

    /// <summary>The fields in their places; null where one of them is not known well enough to be a parameter.</summary>
    private List<ValueModel>? ReadFields(YamlKeys keys, string name, string stem, EventRole role)
    {
        List<YamlMapping> items = [.. keys.Mappings("fields")];
        var values = new List<ValueModel>();
        var taken = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        bool complete = true;
        foreach (YamlMapping item in items)
        {
            ValueModel? value = _fields.Parse(item, stem, items.Count == 1);
            if (value is null)
            {
                complete = false;
            }
            else if (IsTaken(name, (YamlText)item["name"]!, value, taken))
            {
                complete = false;
            }
            else
            {
                values.Add(value);
            }
        }

        List<ValueModel> placed = FieldLayout.Place(role, values);
        FieldLayout.CheckSize(name, placed, source.LocationOf((keys.Mapping["fields"] ?? keys.Mapping).Span), source.Findings);
        return complete ? placed : null;
    }

    /// <summary>Whether a field's property or parameter is there already, which is then reported.</summary>
    private bool IsTaken(string name, YamlText field, ValueModel value, Dictionary<string, YamlText> taken)
    {
        // One of each: a parameter begins with a small letter and a property does not.
        foreach (string generated in (string[])[value.Property, value.Parameter])
        {
            if (!taken.TryGetValue(generated, out YamlText? first))
            {
                taken.Add(generated, field);
            }
            else if (first.Value == field.Value)
            {
                source.Report(DeclarationRules.DuplicateField, field, name, field.Value);
                return true;
            }
            else
            {
                source.Report(YamlRules.BadGeneratedName, field, field.Value, generated, $"is taken by '{first.Value}' in line {source.LineOf(first)}");
                return true;
            }
        }

        // A pair's fields may have the names of others though nothing in C# has.
        foreach (FieldBinding binding in value.Fields)
        {
            string key = ":" + binding.Field.Name;
            if (taken.ContainsKey(key))
            {
                source.Report(DeclarationRules.DuplicateField, field, name, binding.Field.Name);
                return true;
            }

            taken.Add(key, field);
        }

        return false;
    }

    private static IEnumerable<ParameterDoc> Docs(bool hasFlow, List<ValueModel> values)
    {
        yield return new ParameterDoc("tracer", ParameterDoc.OptionalTracer);
        if (hasFlow)
        {
            yield return new ParameterDoc("flowId", ParameterDoc.FlowId);
        }

        foreach (ValueModel value in values)
        {
            yield return new ParameterDoc(value.Parameter.TrimStart('@'), DocumentationEmitter.Describe(value));
        }
    }

    private RecorderModel Recorder(string stem, EventModel model, List<ValueModel> values, bool isRight)
    {
        const string tracer = "this global::Ojo.Tracer? tracer";
        string flow = model.Flow ? ", uint flowId" : "";
        List<ValueModel> qualified = [.. values.Select(Qualified)];
        string fields = string.Concat(qualified.Select(static value => $", {ParameterType(value)} {value.Parameter}"));
        return new RecorderModel
        {
            Event = isRight ? model : null,
            Stem = stem,
            Signature = $"public static void Record{stem}({tracer}{flow}{fields})",
            GuardSignature = $"public static bool Is{stem}Enabled({tracer})",
            Tracer = "tracer",
            TracerMayBeNull = true,
            TracerParameter = "tracer",
            FlowId = model.Flow ? "flowId" : "0",
            Values = EquatableArray<ValueModel>.From(qualified),
            WritesDocumentation = true,
            ParameterDocs = EquatableArray<ParameterDoc>.From(Docs(model.Flow, qualified)),
        };
    }

    /// <summary>What the recorder takes: an address may be missing when it is recorded, and a text need not be a string.</summary>
    private static string ParameterType(ValueModel value) => value.Fields[0].Coding switch
    {
        ValueCoding.Address when value.Making == ValueMaking.Field => value.Type + "?",
        ValueCoding.Text => "global::System.ReadOnlySpan<char>",
        ValueCoding.Bytes => "global::System.ReadOnlySpan<byte>",
        _ => value.Type,
    };

    /// <summary>The value with its enums' full names.</summary>
    private ValueModel Qualified(ValueModel value)
    {
        string name = value.Fields[0].Type;
        if (!enums.Contains(name))
        {
            return value;
        }

        string full = $"global::{space}.{name}";
        return value with
        {
            Type = value.Making == ValueMaking.Field ? full : value.Type.Replace(name + " ", full + " "),
            Fields = EquatableArray<FieldBinding>.From(value.Fields.Select(binding => binding with { Type = full })),
        };
    }
}
