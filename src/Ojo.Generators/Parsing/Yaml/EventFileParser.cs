using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads an events file: the same for the generator, which writes what it can, and for the analyzer, which reports.</summary>
internal sealed class EventFileParser
{
    private readonly YamlSource _source;
    private readonly List<RecorderModel> _recorders = [];
    private readonly List<DeclaredEvent> _events = [];

    private readonly bool _isOjo;

    private EventFileParser(YamlSource source, bool isOjo)
    {
        _source = source;
        _isOjo = isOjo;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, for locations.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isOjo">Whether it may declare the events that come with Ojo.</param>
    /// <param name="findings">What is wrong with it.</param>
    public static EventFile Parse(string path, SourceText text, bool isOjo, Findings findings)
    {
        var source = new YamlSource(path, text, findings);
        return new EventFileParser(source, isOjo).Parse(YamlDocument.Read(source));
    }

    private EventFile Parse(YamlNode? root)
    {
        if (root is not YamlMapping mapping)
        {
            if (root is not null and not YamlText { IsMissing: true })
            {
                _source.Report(YamlRules.WrongKind, root, System.IO.Path.GetFileName(_source.Path), "keys with values: namespace, class, events", root.Describe());
            }

            return new EventFile(null, [], [], null);
        }

        var keys = new YamlKeys(_source, mapping, "an events file");
        keys.RefuseUnknown("namespace", "class", "provider", "description", "enums", "events");
        string? space = Name(keys, "namespace", static text => text.Split('.').All(Words.IsTypeName), "a C# namespace without keywords, as in Game.Events", "namespace: Game.Events");
        string? name = Name(keys, "class", IsFreeName, "the name of a C# class and no keyword, as in GameEvents", "class: GameEvents");
        int before = _source.Findings.Count;
        string provider = Provider(keys, space ?? "");
        bool isProviderRight = _source.Findings.Count == before;
        if (keys.Mapping["events"] is null)
        {
            _source.ReportMissing(mapping, mapping, "An events file", "events", "events: [{ name: PROBE_SENT }]");
        }

        var enums = new YamlEnums(_source, name ?? "");
        ReadEnums(keys, enums);
        var parser = new YamlEventParser(_source, enums, provider, isProviderRight, space ?? "");
        var stems = new Dictionary<string, YamlEvent>(StringComparer.Ordinal);
        foreach (YamlMapping item in keys.Mappings("events"))
        {
            if (parser.Parse(item) is { } parsed)
            {
                Add(parsed, stems);
            }
        }

        string description = keys.Prose("description");
        return new EventFile(
            space is null || name is null ? null : Type(space, name, description, enums),
            _events,
            [.. enums.All.Select(one => new DeclaredEnum($"{space}.{one.Model.Name}", _source.LocationOf(one.Place)))],
            mapping["class"] is { } place ? _source.LocationOf(place.Span) : null);
    }

    private void Add(YamlEvent parsed, Dictionary<string, YamlEvent> stems)
    {
        if (parsed.Declared is { } declared)
        {
            _events.Add(declared);
        }

        // Two events of one wire name are for the rule that compares all declarations, whatever their style.
        if (!stems.TryGetValue(parsed.Recorder.Stem, out YamlEvent? first))
        {
            stems.Add(parsed.Recorder.Stem, parsed);
            _recorders.Add(parsed.Recorder);
        }
        else if (first.WireName.Value != parsed.WireName.Value)
        {
            _source.Report(
                YamlRules.BadGeneratedName,
                parsed.WireName,
                parsed.WireName.Value,
                "Record" + parsed.Recorder.Stem,
                $"is taken by '{first.WireName.Value}' in line {_source.LineOf(first.WireName)}");
        }
    }

    private TypeModel Type(string space, string name, string description, YamlEnums enums) => new()
    {
        Namespace = space,
        FullName = $"{space}.{name}",
        Openings = new([$"public static partial class {name}"]),
        Recorders = EquatableArray<RecorderModel>.From(_recorders),
        Enums = EquatableArray<EnumModel>.From(enums.All.Select(static one => one.Model)),
        Description = description.Length > 0 ? description : $"Records the events that {System.IO.Path.GetFileName(_source.Path)} declares.",
        IsFromYaml = true,
    };

    private string? Name(YamlKeys keys, string key, Func<string, bool> isValid, string expected, string example)
    {
        if (keys.Text(key, example) is not { } text)
        {
            return null;
        }

        if (isValid(text.Value))
        {
            return text.Value;
        }

        _source.Report(YamlRules.WrongKind, text, key, expected, text.Describe());
        return null;
    }

    /// <summary>Whether C# takes a type of that name without a word: a namespace may be called <c>record</c>, a type not.</summary>
    private static bool IsFreeName(string name) => Words.IsTypeName(name) && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None;

    private string Provider(YamlKeys keys, string space)
    {
        if (keys.Text("provider") is not { } text)
        {
            return space;
        }

        string provider = Words.ToProse(text.Value);
        EventIdentity.CheckProvider(provider, _isOjo, _source.LocationOf(text.Span), _source.Findings);
        return provider;
    }

    private void ReadEnums(YamlKeys keys, YamlEnums enums)
    {
        YamlNode? node = keys.Mapping["enums"];
        if (node is null)
        {
            return;
        }

        if (node is not YamlMapping section)
        {
            enums.RefuseAll();
            _source.Report(YamlRules.WrongKind, node, "enums", "names with their values, as in 'Reason: { values: { timer: 1 } }'", node.Describe());
            return;
        }

        foreach (KeyValuePair<YamlText, YamlNode> entry in section.Entries)
        {
            string name = entry.Key.Value;
            if (!IsFreeName(name))
            {
                _source.Report(YamlRules.WrongKind, entry.Key, "enums", "named as C# types are, as in DropReason", entry.Key.Describe());
                enums.Refuse(name);
                continue;
            }

            if (YamlEnumParser.ParseSection(_source, name, entry) is not { } model || !enums.TryAdd(model, entry.Key))
            {
                enums.Refuse(name);
            }
        }
    }
}
