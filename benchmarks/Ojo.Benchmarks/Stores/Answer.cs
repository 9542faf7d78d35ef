using System.Diagnostics;

namespace Ojo.Benchmarks.Stores;

/// <summary>How long a question took, in milliseconds: the median of some times.</summary>
/// <param name="Question">Which.</param>
/// <param name="Cpu">Of the thread that asked.</param>
/// <param name="First">Of the thread, the first time that it was asked.</param>
/// <param name="Wall">By the clock on the wall; a store of several files is read by several threads.</param>
internal sealed record Answer(string Question, double Cpu, double First, double Wall)
{
    /// <summary>Asks a question some times.</summary>
    /// <param name="question">What to call it.</param>
    /// <param name="repeats">How often it is timed after the first time.</param>
    /// <param name="ask">Asks it.</param>
    public static Answer Time(string question, int repeats, Func<object?> ask)
    {
        long first = ThreadTime.Now();
        ask();
        double firstTime = (ThreadTime.Now() - first) / 1e6;
        var cpu = new double[repeats];
        var wall = new double[repeats];
        for (int n = 0; n < repeats; n++)
        {
            long startWall = Stopwatch.GetTimestamp();
            long start = ThreadTime.Now();
            ask();
            cpu[n] = (ThreadTime.Now() - start) / 1e6;
            wall[n] = Stopwatch.GetElapsedTime(startWall).TotalMilliseconds;
        }

        Array.Sort(cpu);
        Array.Sort(wall);
        return new Answer(question, cpu[repeats / 2], firstTime, wall[repeats / 2]);
    }
}
