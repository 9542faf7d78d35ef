using System.Diagnostics;
using System.Globalization;
using Ojo.Format;

namespace Ojo.Runtime.Tests;

/// <summary>Programs that end without disposing their tracer.</summary>
public sealed class ProcessEndTests : IDisposable
{
    private const int Events = 5000;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("return", 0, Events)]
    [InlineData("exit", 3, Events)]
    [InlineData("thread", 0, Events + 1)]
    public void A_program_that_ends_in_order_loses_nothing(string how, int exitCode, int expected)
    {
        using Process process = TargetProgram.Start("end", _directory.Path, Events.ToString(CultureInfo.InvariantCulture), how);
        process.WaitForEnd();
        Assert.Equal(exitCode, process.ExitCode);
        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal(Enumerable.Range(0, expected).Select(static n => (ulong)n), records.Select(static r => r.Payload));
        Assert.Empty(Directory.GetFiles(_directory.Staging));
    }
}
