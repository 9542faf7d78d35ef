using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO026Tests() : RuleTest("OJO026")
{
    [Theory]
    [InlineData("Since = ⟦\"next week\"⟧")]
    [InlineData("Retired = ⟦\"-\"⟧")]
    [InlineData("Since = ⟦\"\"⟧, Retired = ⟦\"0.3!\"⟧")]
    public Task What_could_not_stand_in_a_lock_is_flagged_in_an_attribute(string arguments) => Flagged($$"""
        public static partial class Events
        {
            [TraceEvent(Flow = false, {{arguments}})] public static partial void RecordPing(this Tracer tracer);
        }
        """);

    [Fact]
    public Task What_could_not_stand_in_a_lock_is_flagged_in_a_file() => FlaggedEvent(
        "name: PING\nsince: ⟦next week⟧",
        "'next week' isn't a version: use letters, digits, '.', '-' and '+', a letter or digit first, as in 0.3; 128 characters at most");

    [Theory]
    [InlineData("0.3")]
    [InlineData("v1")]
    [InlineData("1.0.0-rc.1+build.5")]
    [InlineData("2026-11")]
    public Task Versions_are_right(string version) => NotFlaggedEvent($"name: PING\nsince: {version}\nretired: '{version}'");
}
