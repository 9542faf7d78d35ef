using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

/// <summary>What the tests of rules about events.lock are made of: a file of events of the provider Game, and a lock beside it.</summary>
/// <param name="id">The rule.</param>
/// <param name="severity">How bad what it finds is.</param>
public abstract class LockRuleTest(string id, DiagnosticSeverity severity = DiagnosticSeverity.Error) : RuleTest(id, severity)
{
    /// <summary>An event, and its line below.</summary>
    private protected const string Tick = "{ name: TICK, id: 0x00010001, fields: [{ name: number, type: u32 }] }";

    private protected const string TickLine = "Game 0x00010001 TICK active - flow number:u32:32";

    /// <summary>Asserts that the one of <paramref name="events"/> with a mark in it is flagged there.</summary>
    private protected Task FlaggedEvents(string[] events, string[] lines, string? message = null, params string[] alsoSaid)
    {
        Markup markup = Markup.Parse(EventFile(events));
        return Expect(Project.WithEvents(markup.Text).Lock(Lines(lines)), markup, "events.yaml", message, alsoSaid);
    }

    /// <summary>Asserts that the marked place of the lock is flagged.</summary>
    private protected Task FlaggedLines(string[] events, string[] lines, string? message = null, params string[] alsoSaid)
    {
        Markup markup = Markup.Parse(Lines(lines));
        return Expect(Project.WithEvents(EventFile(events)).Lock(markup.Text), markup, "events.lock", message, alsoSaid);
    }

    private protected static async Task Quiet(string[] events, params string[] lines) =>
        Assert.Empty(await Diagnosis.Of(Project.WithEvents(EventFile(events)).Lock(Lines(lines))));

    private protected static string EventFile(string[] events) =>
        events.Length == 0
            ? "namespace: Game\nclass: GameEvents\nevents: []\n"
            : "namespace: Game\nclass: GameEvents\nevents:\n" + string.Concat(events.Select(static one => $"  - {one}\n"));

    private protected static string Lines(string[] lines) => string.Concat(lines.Select(static line => line + "\n"));
}
