using Ojo.Configuration;

namespace Ojo.Runtime.Tests.Configuration;

public sealed class TracerEnvironmentTests
{
    private static readonly TracerOptions s_code = new() { Directory = "/code", Service = "code", Filter = "Code:off" };

    [Fact]
    public void Without_variables_the_code_s_options_hold() =>
        Assert.Equal(s_code, TracerEnvironment.Apply(s_code, static _ => null));

    [Fact]
    public void An_empty_variable_is_as_good_as_none() =>
        Assert.Equal(s_code, TracerEnvironment.Apply(s_code, static _ => "  "));

    [Fact]
    public void Every_variable_wins_over_the_code()
    {
        Dictionary<string, string> variables = new()
        {
            ["OJO_DIRECTORY"] = "/env",
            ["OJO_SERVICE"] = "env",
            ["OJO_BUFFER_SIZE"] = "64MiB",
            ["OJO_MOST_STRINGS"] = "1000",
            ["OJO_STRING_BUFFER_SIZE"] = "1MiB",
            ["OJO_FLUSH_INTERVAL"] = "200ms",
            ["OJO_RESOLUTION"] = "Nanoseconds",
            ["OJO_CLOCK"] = "timestamp-counter",
            ["OJO_DURABILITY"] = "power-loss",
            ["OJO_FILTER"] = "Packet:debug",
            ["OJO_FILTER_FILE"] = "/env/filter",
            ["OJO_FLOW_SAMPLING"] = "100",
            ["OJO_ENABLED"] = "false",
        };
        TracerOptions expected = new()
        {
            Directory = "/env",
            Service = "env",
            BufferSize = 64 << 20,
            MostStrings = 1000,
            StringBufferSize = 1 << 20,
            FlushInterval = TimeSpan.FromMilliseconds(200),
            Resolution = TraceResolution.Nanoseconds,
            Clock = TraceClock.TimestampCounter,
            Durability = Durability.PowerLoss,
            Filter = "Packet:debug",
            FilterFile = "/env/filter",
            FlowSampling = 100,
            Enabled = false,
        };
        Assert.Equal(expected, TracerEnvironment.Apply(s_code, variables.GetValueOrDefault));
    }

    [Theory]
    [InlineData("262144", 262_144)]
    [InlineData("256KiB", 262_144)]
    [InlineData("1 mib", 1 << 20)]
    [InlineData("64GiB", 64L << 30)]
    [InlineData("300000B", 300_000)]
    public void Sizes_have_units(string text, long bytes) => Assert.Equal(bytes, Apply("OJO_BUFFER_SIZE", text).BufferSize);

    [Theory]
    [InlineData("1s", 1000)]
    [InlineData("200ms", 200)]
    [InlineData("0.5s", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void Intervals_have_units(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Apply("OJO_FLUSH_INTERVAL", text).FlushInterval);

    [Theory]
    [InlineData("1", true)]
    [InlineData("TRUE", true)]
    [InlineData("0", false)]
    public void Flags_are_words_or_digits(string text, bool enabled) => Assert.Equal(enabled, Apply("OJO_ENABLED", text).Enabled);

    [Theory]
    [InlineData("OJO_BUFFER_SIZE", "64MB", "64MiB")]
    [InlineData("OJO_BUFFER_SIZE", "-1", "64MiB")]
    [InlineData("OJO_BUFFER_SIZE", "255KiB", "from 256KiB")]
    [InlineData("OJO_BUFFER_SIZE", "65GiB", "to 64GiB")]
    [InlineData("OJO_BUFFER_SIZE", "99999999999999999999", "to 64GiB")]
    [InlineData("OJO_MOST_STRINGS", "0", "from 1")]
    [InlineData("OJO_MOST_STRINGS", "16777217", "to 16777216")]
    [InlineData("OJO_STRING_BUFFER_SIZE", "63KiB", "from 64KiB")]
    [InlineData("OJO_STRING_BUFFER_SIZE", "2GiB", "to 1GiB")]
    [InlineData("OJO_FLUSH_INTERVAL", "1", "200ms")]
    [InlineData("OJO_FLUSH_INTERVAL", "0ms", "from 1ms")]
    [InlineData("OJO_FLUSH_INTERVAL", "2h", "to 1h")]
    [InlineData("OJO_FLUSH_INTERVAL", "fast", "200ms")]
    [InlineData("OJO_RESOLUTION", "ms", "nanoseconds")]
    [InlineData("OJO_RESOLUTION", "1", "nanoseconds")]
    [InlineData("OJO_CLOCK", "sundial", "auto, stopwatch or timestamp-counter")]
    [InlineData("OJO_DURABILITY", "none", "power-loss")]
    [InlineData("OJO_ENABLED", "yes", "true or false")]
    [InlineData("OJO_FLOW_SAMPLING", "0", "from 1 to 1000000")]
    [InlineData("OJO_FLOW_SAMPLING", "1%", "from 1 to 1000000")]
    [InlineData("OJO_FLOW_SAMPLING", "1000001", "from 1 to 1000000")]
    [InlineData("OJO_FILTER", "Packet=debug", "Packet:debug")]
    public void A_wrong_value_is_named_with_its_variable_and_what_is_accepted(string variable, string value, string accepted)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Apply(variable, value));
        Assert.Contains(variable, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(value, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(accepted, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_the_code_are_checked_too()
    {
        Assert.Contains("BufferSize", Refused(s_code with { BufferSize = 1000 }), StringComparison.Ordinal);
        Assert.Contains("StringBufferSize", Refused(s_code with { StringBufferSize = 1000 }), StringComparison.Ordinal);
        Assert.Contains("MostStrings", Refused(s_code with { MostStrings = 0 }), StringComparison.Ordinal);
        Assert.Contains("FlowSampling", Refused(s_code with { FlowSampling = 0 }), StringComparison.Ordinal);
        Assert.Contains("FlushInterval", Refused(s_code with { FlushInterval = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.Contains("Directory", Refused(s_code with { Directory = " " }), StringComparison.Ordinal);
        Assert.Contains("77", Refused(s_code with { Resolution = (TraceResolution)77 }), StringComparison.Ordinal);
        TracerEnvironment.Check(s_code);
    }

    private static string Refused(TracerOptions options) =>
        Assert.Throws<ArgumentException>(() => TracerEnvironment.Check(options)).Message;

    private static TracerOptions Apply(string variable, string value) =>
        TracerEnvironment.Apply(s_code, name => name == variable ? value : null);
}
