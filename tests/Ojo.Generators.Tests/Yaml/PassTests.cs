namespace Ojo.Generators.Tests.Yaml;

/// <summary>Events files that are right, however odd: nothing is said of them, and what is generated compiles.</summary>
public sealed class PassTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, CorpusCase>> s_cases =
        new(static () => CorpusCase.Load("pass").ToDictionary(static one => one.Name, StringComparer.Ordinal));

    public static TheoryData<string> Names => [.. s_cases.Value.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Of_a_right_file_nothing_is_said_and_its_events_are_generated(string name)
    {
        CorpusCase one = s_cases.Value[name];
        Assert.Empty(one.Expected);
        CorpusResult result = await CorpusResult.Of(one);
        Assert.Empty(result.Messages);
        int declared = one.Files.Values.Sum(static text => text.Split("name: ").Length - 1);
        Assert.True(result.Generated.Count > 0 || declared == 0, "Events are declared and none is generated.");
    }

    [Fact]
    public void There_are_many() => Assert.InRange(s_cases.Value.Count, 40, int.MaxValue);
}
