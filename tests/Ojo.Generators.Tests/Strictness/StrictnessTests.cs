namespace Ojo.Generators.Tests.Strictness;

/// <summary>Generated code would pass as the user's own in the strictest of projects.</summary>
public sealed class StrictnessTests
{
    [Fact]
    public void Every_rule_of_the_SDK_is_content_with_generated_code_of_either_style_in_any_language_version()
    {
        using var consumers = new StrictConsumers();
        IReadOnlyList<string> messages = consumers.Build();
        Assert.True(messages.Count == 0, $"{messages.Count} messages:\n{string.Join('\n', messages)}");
    }

    [Fact]
    public void A_rule_that_is_broken_in_generated_code_is_seen()
    {
        using var consumers = new StrictConsumers();
        IReadOnlyList<string> messages = consumers.Build(
            static text => text
                .Replace("internal sealed partial class", "internal partial class", StringComparison.Ordinal)
                .Replace("public readonly record struct", "public  readonly record struct", StringComparison.Ordinal),
            first: 1);
        Assert.Contains(messages, static message => message.StartsWith("CA1852 ", StringComparison.Ordinal));
        Assert.Contains(messages, static message => message.StartsWith("IDE0055 ", StringComparison.Ordinal));
    }
}
