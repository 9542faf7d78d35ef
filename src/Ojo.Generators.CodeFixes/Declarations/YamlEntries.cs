using Ojo.Generators.Parsing.Yaml;

namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>The keys of the event, the field or the file that a diagnostic of an events file is about, and edits of them.</summary>
internal sealed class YamlEntries : IDeclaration
{
    private readonly Fault _fault;
    private readonly SourceText _text;
    private readonly YamlMapping _mapping;

    private YamlEntries(Fault fault, SourceText text, YamlMapping mapping)
    {
        _fault = fault;
        _text = text;
        _mapping = mapping;
    }

    /// <summary>The mapping that has a key or a value where the diagnostic is; null where there is none.</summary>
    public static async Task<YamlEntries?> FindAsync(Fault fault, CancellationToken cancellation)
    {
        SourceText text = await fault.File.GetTextAsync(cancellation).ConfigureAwait(false);
        YamlNode? root = YamlDocument.Read(new YamlSource(fault.File.FilePath ?? "", text, new Findings()));
        return Around(root, fault.Span) is { } mapping ? new YamlEntries(fault, text, mapping) : null;
    }

    public Edit PinId(string id) => _mapping["id"] is { } value ? _fault.Edit(value.Span, id) : Add("id: " + id);

    public Edit? LeaveIdOut() => Remove("id");

    public Edit Rename(string name) => _fault.Edit((_mapping["name"] as YamlText)?.Span ?? _fault.Span, name);

    public Edit SayRenamedFrom(string name) => _mapping["renamed_from"] is { } value ? _fault.Edit(value.Span, name) : Add("renamed_from: " + name);

    public Edit? LeaveProviderOut() => Remove("provider");

    /// <summary>Adds a key with its value after the entry that the diagnostic is in.</summary>
    public Edit Add(string entry)
    {
        KeyValuePair<YamlText, YamlNode> before = _mapping.Entries.First(one => IsAt(one, _fault.Span));
        if (_mapping.IsFlow)
        {
            return _fault.Insert(before.Value.End, ", " + entry);
        }

        // After a comment that follows the value, and under the key.
        LinePosition key = _text.Lines.GetLinePosition(before.Key.Span.Start);
        TextLine line = _text.Lines.GetLineFromPosition(before.Value.End);
        return _fault.Insert(line.End, LineBreak.Of(_text) + new string(' ', key.Character) + entry);
    }

    private Edit? Remove(string key)
    {
        KeyValuePair<YamlText, YamlNode> entry = _mapping.Entries.FirstOrDefault(one => one.Key.Value == key);
        return entry.Key is null || YamlLines.Removal(_text, entry.Key.Span.Start, entry.Value.End) is not { } span ? null : _fault.Edit(span, "");
    }

    private static YamlMapping? Around(YamlNode? node, TextSpan place) => node switch
    {
        YamlMapping mapping when mapping.Entries.Any(entry => IsAt(entry, place)) => mapping,
        YamlMapping mapping => mapping.Entries.Select(entry => Around(entry.Value, place)).FirstOrDefault(static found => found is not null),
        YamlSequence sequence => sequence.Items.Select(item => Around(item, place)).FirstOrDefault(static found => found is not null),
        _ => null,
    };

    private static bool IsAt(KeyValuePair<YamlText, YamlNode> entry, TextSpan place) =>
        entry.Key.Span == place || (entry.Value is YamlText && entry.Value.Span == place);
}
