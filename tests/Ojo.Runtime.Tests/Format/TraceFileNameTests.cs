using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

public sealed class TraceFileNameTests
{
    [Fact]
    public void The_names_are_written_as_the_format_says()
    {
        Assert.Equal("trace_000600000000abcd_00001234_0000000f.bin", TraceFileName.ForTrace(0x600000000abcd, 0x1234, 15).ToString());
        Assert.Equal("trace_000600000000abcd_00001234_0000000f.bin.br", TraceFileName.ForCompressedTrace(0x600000000abcd, 0x1234, 15).ToString());
        Assert.Equal("snapshot_000600000000abcd_00001234_0000000f.json", TraceFileName.ForSnapshot(0x600000000abcd, 0x1234, 15).ToString());
        Assert.Equal("run_000600000000abcd_00001234.json", TraceFileName.ForRun(0x600000000abcd, 0x1234).ToString());
        Assert.Equal("schema_fedcba9876543210.json", TraceFileName.ForSchema(0xfedcba9876543210).ToString());
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        TraceFileName[] names =
        [
            TraceFileName.ForTrace(ulong.MaxValue, uint.MaxValue, uint.MaxValue), TraceFileName.ForTrace(0, 0, 0),
            TraceFileName.ForCompressedTrace(7, 8, 9), TraceFileName.ForSnapshot(4, 5, 6), TraceFileName.ForRun(1, 2), TraceFileName.ForSchema(3),
        ];
        foreach (TraceFileName name in names)
        {
            Assert.True(TraceFileName.TryParse(name.ToString(), out TraceFileName read));
            Assert.Equal(name, read);
        }
    }

    [Fact]
    public void What_others_have_compressed_is_known_and_keeps_its_name()
    {
        const string Name = "trace_000600000000abcd_00001234_0000000f.bin.gz";
        Assert.True(TraceFileName.TryParse(Name, out TraceFileName read));
        Assert.Equal((TraceFileKind.Trace, 0x600000000abcdul, 0x1234u, 15u, true), (read.Kind, read.BatchStart, read.ProcessId, read.Sequence, read.IsCompressed));
        Assert.Equal(Name, read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("trace_")]
    [InlineData("trace_000600000000abcd_00001234_0000000f.bin.tmp")]
    [InlineData("trace_000600000000abcd_00001234_0000000f.json")]
    [InlineData("trace_000600000000abc_00001234_0000000f.bin")]
    [InlineData("trace_000600000000abcg_00001234_0000000f.bin")]
    [InlineData("trace_ 00600000000abcd_00001234_0000000f.bin")]
    [InlineData("xtrace_000600000000abcd_00001234_0000000f.bin")]
    [InlineData("run_000600000000abcd_00001234.bin")]
    [InlineData("trace_000600000000abcd_00001234_0000000f.bin.zst")]
    [InlineData("snapshot_000600000000abcd_00001234.json")]
    [InlineData("snapshot_000600000000abcd_00001234_0000000f.bin")]
    [InlineData("run_000600000000abcd.json")]
    [InlineData("schema_fedcba987654321.json")]
    [InlineData("schema_fedcba98765432100.json")]
    public void Anything_else_is_not_a_name(string name) => Assert.False(TraceFileName.TryParse(name, out _));
}
