using System.Text.Json;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Tests.Responses;

public sealed class ExactIntegerTests
{
    [Theory]
    [InlineData(0UL, "0")]
    [InlineData(9_007_199_254_740_992UL, "9007199254740992")]
    [InlineData(9_007_199_254_740_993UL, "\"9007199254740993\"")]
    [InlineData(ulong.MaxValue, "\"18446744073709551615\"")]
    public void A_number_beyond_what_a_browser_holds_exactly_is_a_string(ulong value, string json) =>
        Assert.Equal(json, Write(new(value)));

    [Theory]
    [InlineData(-9_007_199_254_740_992L, "-9007199254740992")]
    [InlineData(long.MinValue, "\"-9223372036854775808\"")]
    public void So_is_one_below_zero(long value, string json) =>
        Assert.Equal(json, Write(new(value)));

    private static string Write(ExactInteger value) =>
        JsonSerializer.Serialize(new EnumValueResponse("", value), ExplorerJson.Api.EnumValueResponse)
            .Replace("{\"name\":\"\",\"value\":", "", StringComparison.Ordinal).TrimEnd('}');
}
