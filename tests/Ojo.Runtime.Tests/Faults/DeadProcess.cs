namespace Ojo.Runtime.Tests.Faults;

/// <summary>The trace directory of a process that died right before its first trace file was to have its name.</summary>
internal sealed class DeadProcess : IDisposable
{
    private readonly TempDirectory _directory = new();

    public DeadProcess(FaultLibrary library, string work = "stream")
    {
        Fault fault = new("kill-before") { Calls = "rename", PathPart = "trace_" };
        Assert.Equal(WorkProcess.Killed, new WorkProcess(work, Traces, Counts).Run(fault.Environment(library, Traces)));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Traces, "staging")).Length);
    }

    public string Traces => Path.Combine(_directory.Path, "traces");

    public string Counts => Path.Combine(_directory.Path, "counts");

    public void Dispose() => _directory.Dispose();
}
