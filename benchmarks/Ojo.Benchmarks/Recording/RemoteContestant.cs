using System.Diagnostics;
using System.Globalization;

namespace Ojo.Benchmarks.Recording;

/// <summary>Something that is called in a process of its own, which answers as <see cref="PeerServer"/> does.</summary>
internal class RemoteContestant : Contestant
{
    private readonly Process _process;
    private string _complaint = "";

    /// <exception cref="InvalidOperationException">It cannot be measured here; the message says why.</exception>
    public RemoteContestant(string name, ProcessStartInfo start)
        : base(name)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }

        _process.ErrorDataReceived += (_, line) => _complaint = string.IsNullOrWhiteSpace(line.Data) ? _complaint : line.Data;
        _process.BeginErrorReadLine();
        if (_process.StandardOutput.ReadLine() != "ready")
        {
            _process.WaitForExit();
            _process.Dispose();
            throw new InvalidOperationException(_complaint);
        }
    }

    public override RoundTime Round(int threads)
    {
        double[] answer = Ask($"round {threads} {CallsPerRound}");
        return new RoundTime(answer[0] < 0 ? null : answer[0], answer[1]);
    }

    public override CallTimes Calls(int calls) => Times(Ask($"calls {calls}"));

    public override CallTimes ColdCalls(int calls) => Times(Ask($"cold {calls}"));

    /// <summary>Its last line of output.</summary>
    public override string? Finish()
    {
        _process.StandardInput.Close();
        string[] rest = _process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _process.WaitForExit();
        return rest.LastOrDefault();
    }

    public override void Dispose()
    {
        // A process that still lives was not asked to finish: something went wrong on this side.
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
        }

        _process.Dispose();
        base.Dispose();
    }

    private static CallTimes Times(double[] answer) =>
        answer[0] == 0 ? default : new CallTimes((int)answer[0], answer[1], answer[2], answer[3], answer[4]);

    private double[] Ask(FormattableString question)
    {
        _process.StandardInput.WriteLine(question.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{Name} ended without an answer to '{question}'. {_complaint}");
        return [.. answer.Split(' ').Select(static word => double.Parse(word, CultureInfo.InvariantCulture))];
    }
}
