using Ojo.Generators.Parsing.Yaml;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Replaces the tabs of a file's indentation by spaces.</summary>
/// <remarks>One tab is enough for the whole file not to be read, so all go at once.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IndentWithSpacesFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class IndentWithSpacesFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [YamlRules.Tab.Id];

    // The usual width first; another only where less of the file would be right with that.
    private static readonly int[] s_widths = [2, 4, 8, 1, 3];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        SourceText text = await fault.File.GetTextAsync(cancellation).ConfigureAwait(false);
        (int width, TextChange[] changes) = s_widths
            .Select(width => (width, Changes: Tabs(text).Select(tab => new TextChange(new TextSpan(tab, 1), new string(' ', width))).ToArray()))
            .OrderBy(attempt => FaultsOf(text.WithChanges(attempt.Changes)))
            .First();
        string title = width == 1 ? "Indent with a space for each tab" : $"Indent with {width} spaces for each tab";
        return [new Remedy(title, nameof(IndentWithSpacesFix), [.. changes.Select(fault.Edit)])];
    }

    private static IEnumerable<int> Tabs(SourceText text) => text.Lines.SelectMany(line => Enumerable
        .Range(line.Start, line.Span.Length)
        .TakeWhile(position => text[position] is ' ' or '\t')
        .Where(position => text[position] == '\t'));

    private static int FaultsOf(SourceText text)
    {
        var findings = new Findings();
        YamlDocument.Read(new YamlSource("", text, findings));
        return findings.Count;
    }
}
