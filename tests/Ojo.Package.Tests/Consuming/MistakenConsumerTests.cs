using System.Text.RegularExpressions;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

public sealed class MistakenConsumerTests(PackedRuntime package)
{
    [Fact]
    public async Task Mistakes_in_an_events_file_and_in_the_lock_are_errors_of_the_build_at_their_line_and_column()
    {
        using ConsumerFolder consumers = new(package);

        ProgramOutput build = await consumers.DotNetAsync("build", consumers.Path("Mistaken", "Mistaken.csproj"));

        Assert.NotEqual(0, build.ExitCode);
        string[] places = [.. Regex.Matches(build.Text, @"(events\.(?:yaml|lock)\(\d+,\d+\)): error OJO\d{3}").Select(static match => match.Groups[1].Value).Distinct()];
        Assert.Equal(["events.lock(2,1)", "events.yaml(6,29)", "events.yaml(8,5)"], places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Events_file_that_the_project_takes_away_from_the_compiler_is_missed()
    {
        using ConsumerFolder consumers = new(package);

        ProgramOutput build = await consumers.DotNetAsync("build", consumers.Path("Forgetful", "Forgetful.csproj"));

        Assert.Matches(@"events\.yaml : (warning|error) OJO109: events\.yaml isn't passed to the compiler as an events file", build.Text);
    }

    [Fact]
    public async Task Misspelled_category_and_too_old_a_language_are_told_once_each()
    {
        using ConsumerFolder consumers = new(package);

        ProgramOutput build = await consumers.DotNetAsync(
            "build", consumers.Path("ObliviousLibrary", "ObliviousLibrary.csproj"), "-p:LangVersion=11", "-p:OjoRemoveCategories=Genral%3BGeneral");

        Assert.NotEqual(0, build.ExitCode);
        string[] said = [.. Regex.Matches(build.Text, @"error ((?:OJO|CS)\d+): (.*) [(\[]http").Select(static match => $"{match.Groups[1].Value} {match.Groups[2].Value.Trim()}").Distinct()];
        Assert.Equal(2, said.Length);
        Assert.Contains(said, static one => one.StartsWith("OJO900 Ojo generates C# 12.0", StringComparison.Ordinal));
        Assert.Contains(said, static one => one.StartsWith("OJO902 'Genral' isn't a category", StringComparison.Ordinal) && one.EndsWith("did you mean 'General'?", StringComparison.Ordinal));
    }
}
