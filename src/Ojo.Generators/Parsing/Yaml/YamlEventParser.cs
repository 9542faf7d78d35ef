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
        keys.RefuseUnknown("name", "id", "category", "description", "level", "role", "chart", "flow", "since", "retired", "fields");
        YamlText? name = keys.Text("name", "name: PROBE_SENT");
        if (name is not null && !Words.IsWireName(name.Value))
        {
            source.ReportFixable(
                DeclarationRules.BadWireName, name, FixHint.Of(FixHint.Replacement, Respelling.WireName(name.Value)), name.Shown);
            name = null;
        }

        string stem = Words.ToPascal(name?.Value ?? "Unnamed");
        EventRole role = keys.Word("role", EventRole.None);
        List<FieldBinding>? bindings = ReadFields(keys, name?.Value ?? "", stem, role);
        EventModel model = ReadEvent(keys, name, role, bindings ?? []);
        if (name is null || bindings is null)
        {
            return null;
        }

        // A file that is wrong somewhere still gets every method that it can have: one mistake, one message.
        bool isRight = isProviderRight && source.Findings.Count == before;
        RecorderModel recorder = Recorder(stem, model, bindings, isRight);
        YamlNode id = keys.Mapping["id"] ?? name;
        return new YamlEvent(
            name,
            recorder,
            isRight ? new DeclaredEvent(model, source.LocationOf(name.Span), source.LocationOf(id.Span), keys.Mapping["id"] is not null) : null);
    }

    private EventModel ReadEvent(YamlKeys keys, YamlText? name, EventRole role, List<FieldBinding> bindings)
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
        return new EventModel
        {
            Provider = provider,
            Namespace = space,
            Name = name?.Value ?? "",
            Id = EventIdentity.Resolve(pinned, provider, name?.Value ?? "", location, source.Findings),
            Category = category,
            Description = keys.Prose("description"),
            Level = keys.Word("level", EventLevel.Info),
            Role = role,
            Chart = keys.Word("chart", ChartHint.Auto, except: ChartHint.Auto),
            Flow = keys.Flag("flow", otherwise: true),
            Since = ReadVersion(keys, "since"),
            Retired = ReadVersion(keys, "retired"),
            Fields = EquatableArray<FieldModel>.From(bindings.Select(static b => b.Field)),
        };
    }

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
    private List<FieldBinding>? ReadFields(YamlKeys keys, string name, string stem, EventRole role)
    {
        List<YamlMapping> items = [.. keys.Mappings("fields")];
        var bindings = new List<FieldBinding>();
        var taken = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        bool complete = true;
        foreach (YamlMapping item in items)
        {
            FieldBinding? binding = _fields.Parse(item, stem, items.Count == 1);
            if (binding is null)
            {
                complete = false;
            }
            else if (IsTaken(name, (YamlText)item["name"]!, binding, taken))
            {
                complete = false;
            }
            else
            {
                bindings.Add(binding);
            }
        }

        List<FieldBinding> placed = FieldLayout.Place(role, bindings);
        FieldLayout.CheckSize(name, placed, source.LocationOf((keys.Mapping["fields"] ?? keys.Mapping).Span), source.Findings);
        return complete ? placed : null;
    }

    /// <summary>Whether a field's property or parameter is there already, which is then reported.</summary>
    private bool IsTaken(string name, YamlText field, FieldBinding binding, Dictionary<string, YamlText> taken)
    {
        // One of each: a parameter begins with a small letter and a property does not.
        foreach (string generated in (string[])[binding.Property, binding.Parameter])
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

        return false;
    }

    private static IEnumerable<ParameterDoc> Docs(bool hasFlow, List<FieldBinding> bindings)
    {
        yield return new ParameterDoc("tracer", ParameterDoc.OptionalTracer);
        if (hasFlow)
        {
            yield return new ParameterDoc("flowId", ParameterDoc.FlowId);
        }

        foreach (FieldBinding binding in bindings)
        {
            yield return new ParameterDoc(binding.Parameter.TrimStart('@'), DocumentationEmitter.Describe(binding.Field));
        }
    }

    private RecorderModel Recorder(string stem, EventModel model, List<FieldBinding> bindings, bool isRight)
    {
        const string tracer = "this global::Ojo.Tracer? tracer";
        string flow = model.Flow ? ", uint flowId" : "";
        List<FieldBinding> qualified = [.. bindings.Select(b => enums.Contains(b.Type) ? b with { Type = $"global::{space}.{b.Type}" } : b)];
        // An address may be missing when it is recorded; what is read back is one.
        string fields = string.Concat(qualified.Select(static b => $", {b.Type}{(b.Coding == ValueCoding.Address ? "?" : "")} {b.Parameter}"));
        return new RecorderModel
        {
            Event = isRight ? model : null,
            Stem = stem,
            Signature = $"public static void Record{stem}({tracer}{flow}{fields})",
            GuardSignature = $"public static bool Is{stem}Enabled({tracer})",
            Tracer = "tracer",
            TracerMayBeNull = true,
            FlowId = model.Flow ? "flowId" : "0",
            Bindings = EquatableArray<FieldBinding>.From(qualified),
            WritesDocumentation = true,
            ParameterDocs = EquatableArray<ParameterDoc>.From(Docs(model.Flow, qualified)),
        };
    }
}
