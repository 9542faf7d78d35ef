using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Ojo.Generators.CodeFixes.Applying;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Fixes;

/// <summary>What the tests of code fixes are made of: a project with one fault, and what it is to become.</summary>
/// <param name="fix">The fix.</param>
public abstract class FixTest(EventCodeFix fix)
{
    private const string Usings = "using System;\nusing Ojo;\n\n";

    /// <summary>Asserts that <paramref name="title"/> makes of one C# file the other, and that nothing is wrong with it any more.</summary>
    private protected Task Fixes(string id, string before, string after, string title, params string[] left) =>
        Fixes(id, Project.With(Code(before)), Project.With(Code(after)), title, left);

    /// <summary>The same of an event of a file that is right but for it, given as its keys, one per line.</summary>
    private protected Task FixesEvent(string id, string before, string after, string title, params string[] left) =>
        Fixes(id, Project.WithEvents(EventFile(before)), Project.WithEvents(EventFile(after)), title, left);

    /// <summary>
    /// Asserts that the fix called <paramref name="title"/>, applied where <paramref name="id"/> is first found, makes the
    /// one project of the other, and that a build then says nothing but what is <paramref name="left"/>.
    /// </summary>
    private protected async Task Fixes(string id, Project before, Project after, string title, params string[] left)
    {
        IReadOnlyList<Diagnostic> faults = await FaultsOf(id, before);
        using var project = new EditedProject(before);
        await project.Apply(await Choose(project, faults[0], title));
        await Expect(project, after, left);
    }

    /// <summary>The same of all places at once, whatever each place's title is.</summary>
    private protected async Task FixesEverywhere(string id, Project before, Project after, string firstTitle, params string[] left)
    {
        IReadOnlyList<Diagnostic> faults = await FaultsOf(id, before);
        Assert.True(faults.Count > 1, "There is one place only.");
        using var project = new EditedProject(before);
        await project.ApplyEverywhere(fix, await Choose(project, faults[0], firstTitle), id, faults);
        await Expect(project, after, left);
    }

    /// <summary>Asserts that a fix is offered in one place but leaves all as it is when it is asked for everywhere.</summary>
    private protected async Task FixesOneByOne(string id, Project before, string title)
    {
        IReadOnlyList<Diagnostic> faults = await FaultsOf(id, before);
        using var project = new EditedProject(before);
        await project.ApplyEverywhere(fix, await Choose(project, faults[0], title), id, faults);
        Same(before, await project.Read());
    }

    /// <summary>Asserts what is offered for the first <paramref name="id"/>: nothing, where no title is given.</summary>
    private protected async Task Offers(string id, Project before, params string[] titles)
    {
        IReadOnlyList<Diagnostic> faults = await FaultsOf(id, before);
        using var project = new EditedProject(before);
        Assert.Equal(titles, (await project.Offers(fix, faults[0])).Select(static action => action.Title));
    }

    private protected static string Code(string code) => Usings + code.ReplaceLineEndings("\n");

    private protected static string EventFile(string keys) =>
        "namespace: Game\nclass: GameEvents\nevents:\n  - " + keys.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal) + "\n";

    private static async Task<IReadOnlyList<Diagnostic>> FaultsOf(string id, Project project)
    {
        List<Diagnostic> faults = [.. (await Diagnosis.Of(project)).Where(one => one.Id == id)];
        Assert.NotEmpty(faults);
        return faults;
    }

    private async Task<CodeAction> Choose(EditedProject project, Diagnostic fault, string title)
    {
        IReadOnlyList<CodeAction> offers = await project.Offers(fix, fault);
        Assert.Contains(title, offers.Select(static action => action.Title));
        Assert.Equal(offers.Count, offers.Select(static action => action.EquivalenceKey).Distinct().Count());
        return offers.Single(action => action.Title == title);
    }

    private static async Task Expect(EditedProject project, Project after, string[] left)
    {
        Project fixedOne = await project.Read();
        Same(after, fixedOne);
        IReadOnlyList<Diagnostic> said = await Diagnosis.Of(fixedOne);
        Assert.True(left.SequenceEqual(said.Select(static one => one.Id)), $"A build of the fixed project says:\n{string.Join('\n', said)}");
    }

    private static void Same(Project expected, Project actual)
    {
        Same(expected.Sources, actual.Sources);
        Same(expected.EventFiles, actual.EventFiles);
        Same(expected.Locks, actual.Locks);
    }

    private static void Same(ImmutableSortedDictionary<string, string> expected, ImmutableSortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
    }
}
