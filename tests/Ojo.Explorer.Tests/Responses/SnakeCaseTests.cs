using Ojo.Catalogue;
using Ojo.Explorer.Responses;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Responses;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData(FieldType.U8, "u8")]
    [InlineData(FieldType.I64, "i64")]
    [InlineData(FieldType.F32, "f32")]
    [InlineData(FieldType.Duration, "duration")]
    public void Field_types_are_written_as_in_a_schema_file(FieldType type, string word) => Assert.Equal(word, SnakeCase.Of(type));

    [Theory]
    [InlineData(EventRole.PacketSent, "packet_sent")]
    [InlineData(EventRole.SlowStartThreshold, "slow_start_threshold")]
    [InlineData(EventRole.None, "none")]
    public void So_are_roles(EventRole role, string word) => Assert.Equal(word, SnakeCase.Of(role));

    [Fact]
    public void A_value_without_a_name_is_unknown() => Assert.Equal("unknown", SnakeCase.Of((DropCause)77));
}
