using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Tests.Driving;

/// <summary>What the test class of every rule is made of.</summary>
/// <param name="id">The rule.</param>
/// <param name="severity">How bad what it finds is.</param>
public abstract class RuleTest(string id, DiagnosticSeverity severity = DiagnosticSeverity.Error)
{
    private const string Usings = "using System;\nusing Ojo;\n\n";

    /// <summary>
    /// Asserts that <paramref name="marked"/> C# is flagged at its marks and nowhere else, and that a build says nothing more than
    /// that: one mistake, one message.
    /// </summary>
    /// <param name="marked">C# with <c>⟦…⟧</c> around each place.</param>
    /// <param name="message">The message, if there is one place.</param>
    /// <param name="alsoSaid">Ids of further messages that the same mistake can't do without, most of them the compiler's.</param>
    private protected Task Flagged(string marked, string? message = null, params string[] alsoSaid)
    {
        Markup markup = Markup.Parse(Usings + marked);
        return Expect(Project.With(markup.Text), markup, "Source.cs", message, alsoSaid);
    }

    /// <summary>The same for an events file.</summary>
    private protected Task FlaggedYaml(string marked, string? message = null, params string[] alsoSaid)
    {
        Markup markup = Markup.Parse(marked);
        return Expect(Project.WithEvents(markup.Text), markup, "events.yaml", message, alsoSaid);
    }

    /// <summary>The same for an event of a file that is right but for it: <paramref name="marked"/> is its keys, one per line.</summary>
    private protected Task FlaggedEvent(string marked, string? message = null) => FlaggedYaml(EventFile(marked), message);

    /// <summary>Asserts that a build says nothing at all.</summary>
    private protected static async Task NotFlagged(string source) => Assert.Empty(await Diagnosis.Of(Project.With(Usings + source)));

    private protected static async Task NotFlaggedYaml(string yaml) => Assert.Empty(await Diagnosis.Of(Project.WithEvents(yaml)));

    private protected static Task NotFlaggedEvent(string keys) => NotFlaggedYaml(EventFile(keys));

    private protected async Task Expect(Project project, Markup markup, string path, string? message = null, params string[] alsoSaid)
    {
        IReadOnlyList<Diagnostic> all = await Diagnosis.Of(project);
        List<Diagnostic> ours = [.. all.Where(diagnostic => Array.IndexOf(alsoSaid, diagnostic.Id) < 0)];
        SourceText text = SourceText.From(markup.Text);
        string[] expected = [.. markup.Spans.Select(span => $"{id} {path}{text.Lines.GetLinePositionSpan(span)}")];
        string[] actual = [.. ours.Select(static d => $"{d.Id} {d.Location.GetLineSpan().Path}{d.Location.GetLineSpan().Span}")];
        Assert.NotEmpty(expected);
        Assert.True(expected.SequenceEqual(actual), $"Expected:\n{string.Join('\n', expected)}\nFound:\n{string.Join('\n', actual)}\n{string.Join('\n', ours)}");
        foreach (Diagnostic diagnostic in ours)
        {
            Assert.Equal(severity, diagnostic.Severity);
            Assert.Equal(markup.Text.Substring(markup.Spans[ours.IndexOf(diagnostic)].Start, markup.Spans[ours.IndexOf(diagnostic)].Length), At(markup.Text, diagnostic));
        }

        if (message is not null)
        {
            Assert.Equal(message, ours.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string At(string text, Diagnostic diagnostic) => text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);

    private static string EventFile(string keys) =>
        "namespace: Game\nclass: GameEvents\nevents:\n  - " + keys.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal) + "\n";
}
