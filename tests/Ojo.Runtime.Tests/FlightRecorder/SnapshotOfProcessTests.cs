using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Ojo.Format;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>Snapshots of real processes: at a signal, which they survive, and at an exception, which they do not.</summary>
public sealed partial class SnapshotOfProcessTests : IDisposable
{
    private const int Events = 5000;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("SigUsr1", 10)]
    [InlineData("SigUsr2", 12)]
    [InlineData("SigQuit", 3)]
    public void A_signal_takes_one_and_the_process_goes_on(string signal, int number)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The signals' numbers are Linux's.");
        using Process process = Start(signal);
        Assert.False(SignalMasks.Of(process.Id).Ignores(number), $"Whoever started these tests has {signal} ignored, and so has the process that they started: run them from a shell that has not.");
        SnapshotFiles.WaitForOne(_directory.Output, () => Assert.Equal(0, Kill(process.Id, number)));
        TraceSnapshot snapshot = Assert.Single(SnapshotFiles.In(_directory.Output));
        Assert.Equal(($"signal {signal.ToUpperInvariant()}", (long)Events, process.Id), (snapshot.Reason, snapshot.Events, snapshot.ProcessId));
        process.StandardInput.WriteLine("ping");
        Assert.Equal("alive", process.StandardOutput.ReadLine());
        process.StandardInput.WriteLine("end");
        process.WaitForEnd();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void A_signal_that_the_process_was_started_to_ignore_takes_none_and_is_warned_of()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(TargetProgram.Env), "Needs a program that starts others with signals ignored.");
        using Process process = TargetProgram.StartIgnoring("QUIT", "fly", _directory.Path, "10", nameof(SnapshotSignal.SigQuit), "tell");
        Assert.Equal("SIGQUIT is ignored in this process, as whoever started it had it: no snapshot will be taken at it.", process.StandardOutput.ReadLine());
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        Assert.True(SignalMasks.Of(process.Id).Ignores(3));
        process.StandardInput.WriteLine("end");
        process.WaitForEnd();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void An_exception_that_nobody_handles_takes_one_before_the_process_dies()
    {
        using Process process = Start("None");
        process.StandardInput.WriteLine("throw");
        process.WaitForEnd();
        Assert.NotEqual(0, process.ExitCode);
        TraceSnapshot snapshot = Assert.Single(SnapshotFiles.In(_directory.Output));
        Assert.Equal(("unhandled exception: System.InvalidOperationException: Told to.", (long)Events), (snapshot.Reason, snapshot.Events));
        Assert.Equal(0, TraceSalvage.Run(_directory.Path).Events);
        Assert.Empty(Directory.GetFiles(_directory.Staging));
    }

    [Fact]
    public void What_it_held_is_salvaged_when_it_is_killed()
    {
        using Process process = Start("None");
        process.Kill();
        process.WaitForEnd();
        Assert.Equal(Events, TraceSalvage.Run(_directory.Path).Events);
        IEnumerable<TraceRecord> records = Directory.GetFiles(_directory.Output, "trace_*").SelectMany(static path => TraceFiles.Read(path));
        Assert.Equal(
            Enumerable.Range(0, Events).Select(static n => (ulong)n),
            records.Where(static r => r.EventType == 2).Select(static r => r.Payload));
    }

    [Fact]
    public void A_stopped_process_is_seen_from_outside_and_goes_on_afterwards()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The signals' numbers are Linux's.");
        using TempDirectory outside = new();
        using Process process = Start("None");
        Assert.Equal(0, Kill(process.Id, 19));
        string ring = Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));
        TraceSnapshot snapshot = TraceSnapshot.Take(ring, outside.Path, "it hangs");
        Assert.Equal(("it hangs", (long)Events, 0L, 0ul, process.Id), (snapshot.Reason, snapshot.Events, snapshot.Lost, snapshot.WindowStart, snapshot.ProcessId));
        Assert.Equal(
            Enumerable.Range(0, Events).Select(static n => (ulong)n),
            SnapshotFiles.Records(outside.Output, snapshot).Where(static r => r.EventType == 2).Select(static r => r.Payload));
        Assert.Single(Directory.GetFiles(outside.Output, "run_*.json"));
        Assert.Single(Directory.GetFiles(outside.Output, "schema_*.json"));
        Assert.Empty(Directory.GetFiles(outside.Staging));
        Assert.Empty(Directory.GetFiles(_directory.Output, "trace_*"));

        Assert.Equal(0, Kill(process.Id, 18));
        process.StandardInput.WriteLine("ping");
        Assert.Equal("alive", process.StandardOutput.ReadLine());
        process.StandardInput.WriteLine("end");
        process.WaitForEnd();
        Assert.Equal(0, process.ExitCode);
        Assert.Throws<IOException>(() => TraceSnapshot.Take(ring, outside.Path, "too late"));
    }

    private Process Start(string signal)
    {
        Process process = TargetProgram.StartAndListen("fly", _directory.Path, Events.ToString(CultureInfo.InvariantCulture), signal);
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
