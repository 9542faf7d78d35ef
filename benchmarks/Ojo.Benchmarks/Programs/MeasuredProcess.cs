using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Programs;

/// <summary>A program that runs beside this one and is measured from without. One at a time: the time of ended processes is one sum.</summary>
internal sealed partial class MeasuredProcess : IDisposable
{
    private const int Terminate = 15;

    /// <summary>How often its memory is looked at; the most there was is kept by the system, so only what it grows by in its last moment is missed.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _childrenBefore = ProcessTime.OfEndedChildren();
    private string _complaint = "";

    /// <param name="program">Its name, looked for where programs are.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="PeerAbsentException">There is no such program.</exception>
    public MeasuredProcess(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new PeerAbsentException($"{program} is missing: on Debian and Ubuntu, 'apt-get install {program}'", exception);
        }

        _process.ErrorDataReceived += (_, line) => _complaint = string.IsNullOrWhiteSpace(line.Data) ? _complaint : line.Data;
        _process.BeginErrorReadLine();
        Unfinished.Add(this);
    }

    /// <summary>How much of it is resident.</summary>
    public ProcessMemory Memory => ProcessMemory.Of(_process);

    /// <summary>How long it has been running.</summary>
    public double WallSeconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    public bool HasExited => _process.HasExited;

    /// <summary>Runs a program from its start to its end.</summary>
    public static ProcessFigures Run(string program, params IEnumerable<string> arguments)
    {
        using MeasuredProcess process = new(program, arguments);
        return process.WaitForEnd();
    }

    /// <summary>The next line that it writes to standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public string ReadLine() => _process.StandardOutput.ReadLine() ?? throw Failure();

    /// <summary>Waits until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public ProcessFigures WaitForEnd()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        (double peak, double own) = (0, 0);
        while (!_process.WaitForExit(s_look))
        {
            ProcessMemory memory = Memory;
            (peak, own) = (Math.Max(peak, memory.Peak), Math.Max(own, memory.Own));
        }

        double wall = WallSeconds;
        _process.WaitForExit();
        return _process.ExitCode == 0
            ? new ProcessFigures(wall, ProcessTime.OfEndedChildren() - _childrenBefore, peak, own, output.GetAwaiter().GetResult())
            : throw Failure();
    }

    /// <summary>Asks it to end and waits until it has.</summary>
    public ProcessFigures End()
    {
        double peak = Memory.Peak;
        if (OperatingSystem.IsWindows())
        {
            _process.Kill();
        }
        else
        {
            _ = Signal(_process.Id, Terminate);
        }

        ProcessFigures figures = WaitForEnd();
        return figures with { PeakMebibytes = Math.Max(peak, figures.PeakMebibytes) };
    }

    public void Dispose()
    {
        Unfinished.Remove(this);
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private InvalidOperationException Failure() => new($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} failed. {_complaint}");

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
