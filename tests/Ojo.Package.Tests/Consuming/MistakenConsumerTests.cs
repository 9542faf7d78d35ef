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
}
