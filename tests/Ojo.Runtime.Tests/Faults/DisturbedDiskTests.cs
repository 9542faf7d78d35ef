using System.Diagnostics;
using System.Globalization;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>
/// Files cannot be written for a while: the program goes on, what the buffer cannot keep is counted, and writing resumes by itself.
/// </summary>
public sealed class DisturbedDiskTests(FaultLibrary library) : IClassFixture<FaultLibrary>
{
    private const int BadDisk = 5;
    private const int TooManyFiles = 24;
    private const int NoAccess = 13;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int OverQuota = 122;

    [Theory]
    [InlineData("stream", "open", NoSpace)]
    [InlineData("stream", "open", TooManyFiles)]
    [InlineData("stream", "open", NoAccess)]
    [InlineData("stream", "pwrite,write", NoSpace)]
    [InlineData("stream", "pwrite,write", OverQuota)]
    [InlineData("stream", "pwrite,write", BadDisk)]
    [InlineData("stream", "rename", NoSpace)]
    [InlineData("stream", "rename", NoAccess)]
    [InlineData("stream", "open,pwrite,write,rename,unlink,mkdir", ReadOnly)]
    [InlineData("power loss", "fsync", BadDisk)]
    [InlineData("power loss", "fsync", OverQuota)]
    public void Only_what_the_buffer_cannot_keep_is_lost_and_writing_resumes_by_itself(string durability, string calls, int error)
    {
        library.SkipIfMissing();
        using TempDirectory directory = new();
        using TempDirectory flag = new();
        string isDisturbed = Path.Combine(flag.Path, "disturbed");
        Fault fault = new("fail") { Calls = calls, Error = error, While = isDisturbed };
        string refusal = Endure(directory, durability, isDisturbed, fault.Environment(library, directory.Path));
        Assert.Contains("cannot be written now", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_on_the_size_of_files_does_not_kill_the_program()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is no such limit.");
        using TempDirectory directory = new();
        string refusal = Endure(directory, "stream", "limit", []);
        Assert.Contains("too large", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_the_buffer_does_not_fit_into_is_an_error_at_creation()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is no such limit.");
        using TempDirectory directory = new();
        using Process process = TargetProgram.StartAndListen([], "endure", directory.Path, "stream", "limit from the start");
        string said = process.ReadToEnd();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains($"Nothing can be recorded to '{directory.Path}'", said, StringComparison.Ordinal);
        Assert.Contains("ulimit -f", said, StringComparison.Ordinal);
        Assert.Contains("TracerOptions.BufferSize", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(directory.Staging));
    }

    /// <returns>What a flush said while nothing could be written.</returns>
    private static string Endure(TempDirectory directory, string durability, string how, Dictionary<string, string> environment)
    {
        using Process process = TargetProgram.StartAndListen(environment, "endure", directory.Path, durability, how);
        string[] said = process.ReadToEnd().Split(' ', 5);
        Assert.Equal(0, process.ExitCode);
        long[] numbers = [.. said.Take(4).Select(static number => long.Parse(number, CultureInfo.InvariantCulture))];
        (long attempted, long stored, long lost, long lostToWriteErrors) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        Assert.Equal(attempted, stored + lost);
        Assert.InRange(lostToWriteErrors, 1, lost);

        Assert.Empty(OutputAudit.Problems(directory.Output));
        Assert.Empty(Directory.GetFiles(directory.Staging));
        List<TraceRecord> records = TraceFiles.ReadAll(directory.Output);
        List<ulong> events = [.. records.Where(static r => r.EventType == 1).Select(static r => r.Payload)];
        List<TraceRecord> gaps = [.. records.Where(static r => r.EventType == MetaEvent.EventsDropped)];
        Assert.Equal(stored, events.Count);
        Assert.Equal(events.Order().Distinct(), events);
        Assert.Equal(lost, gaps.Sum(static gap => (long)gap.Payload));
        Assert.Equal(lostToWriteErrors, gaps.Where(static gap => gap.FlowId == (uint)DropCause.WriteError).Sum(static gap => (long)gap.Payload));

        // What came before the disturbance and what came after it is whole.
        Assert.Equal(Enumerable.Range(0, 100).Select(static n => (ulong)n), events.Take(100));
        Assert.Equal(Enumerable.Range(0, 100).Select(n => (ulong)(attempted - 100 + n)), events.TakeLast(100));
        return said[4];
    }
}
