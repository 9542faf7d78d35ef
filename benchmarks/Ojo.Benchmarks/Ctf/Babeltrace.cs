using System.Globalization;
using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Ctf;

/// <summary>babeltrace2, the reader of LTTng's traces, as a process of its own.</summary>
internal static class Babeltrace
{
    private const string Program = "babeltrace2";

    /// <summary>What it can do with a trace, and how that is asked for.</summary>
    private static readonly (string Name, string[] Arguments)[] s_sinks =
    [
        ("and throws them away (`sink.utils.dummy`)", ["--component=sink.utils.dummy"]),
        ("and counts them (`sink.utils.counter`)", ["--component=sink.utils.counter", "--params=step=+0"]),
        ("and writes them as text to `/dev/null` (`sink.text.pretty`)", ["--component=sink.text.pretty", "--params=path=\"/dev/null\""]),
    ];

    /// <summary>Lets it read a trace, once for each sink.</summary>
    /// <param name="trace">A directory in the Common Trace Format.</param>
    /// <param name="events">How many events it has: it must have seen as many.</param>
    /// <exception cref="PeerAbsentException">There is no babeltrace2.</exception>
    public static IEnumerable<(string What, ProcessFigures Figures)> Read(string trace, long events)
    {
        foreach ((string name, string[] arguments) in s_sinks)
        {
            ProcessFigures figures = MeasuredProcess.Run(Program, [trace, .. arguments]);
            if (name.Contains("counter", StringComparison.Ordinal) && !Counted(figures.Output, events))
            {
                throw new InvalidOperationException($"babeltrace2 counted other than {events} events:\n{figures.Output}");
            }

            yield return ($"babeltrace2 reads the same as CTF {name}", figures);
        }
    }

    /// <summary>Its lines are like "  10000000 Event messages", with or without separators.</summary>
    private static bool Counted(string output, long events) => output.Split('\n').Any(line =>
        line.Contains("vent message", StringComparison.Ordinal)
        && string.Concat(line.Where(char.IsAsciiDigit)) == events.ToString(CultureInfo.InvariantCulture));
}
