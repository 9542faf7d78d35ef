using System.Globalization;
using System.Text.RegularExpressions;
using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Reporting;
using Ojo.Interop.Importing;

namespace Ojo.Benchmarks.Interop;

/// <summary>How fast qlog is imported, beside Node's JSON.parse of the same lines.</summary>
internal static partial class QlogMeasurement
{
    private const string Seed = "ngtcp2_0.3seq_bbr20m_server.sqlog";
    private const int Copies = 10;
    private const double Bar = 150e6;

    private const string Parse = """
        const text = require('fs').readFileSync(process.argv[1], 'utf8');
        let best = Infinity;
        for (let round = 0; round < 5; round++) {
          const start = process.hrtime.bigint();
          for (let from = 0, to; (to = text.indexOf('\n', from)) >= 0; from = to + 1) JSON.parse(text.slice(from, to));
          best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
        }
        console.log(best);
        """;

    /// <param name="section">Where the report goes.</param>
    /// <exception cref="PeerAbsentException">There is no real trace to import, or no Node.js.</exception>
    public static void Run(Section section)
    {
        string seed = Path.Combine(Repository.Root, "..", "shared", "data", "qlog", Seed);
        if (!File.Exists(seed))
        {
            throw new PeerAbsentException($"qlog: there is no {Seed} in ../shared/data/qlog beside the repository.");
        }

        using TempDirectory directory = new();
        string file = Path.Combine(directory.Path, "large.sqlog");
        Repeat(seed, file);
        long bytes = new FileInfo(file).Length;
        Section.Progress("qlog, Node");
        double node = bytes / double.Parse(MeasuredProcess.Run("node", ["-e", Parse, file]).Output, CultureInfo.InvariantCulture);
        Section.Progress("qlog, trace files");
        ImportTime files = ImportTiming.Best(new ImportOptions { Files = [file], OutputDirectory = Path.Combine(directory.Path, "traces") });
        double traces = bytes / files.Thread;
        Section.Progress("qlog, a store");
        ImportTime store = ImportTiming.Best(new ImportOptions { Files = [file], DatabasePath = Path.Combine(directory.Path, "store.db") });
        double bar = Math.Min(Bar, 5 * node);
        section.Heading("qlog");
        section.Bars([new Bar("qlog into trace files", Section.Text($"≥ {bar / 1e6:F0} MB/s"), Section.Text($"{traces / 1e6:F0} MB/s"), traces >= bar, "")]);
        section.Say($"A real trace of ngtcp2, {Copies} times with other times and numbers: {bytes / 1e6:F0} MB, which become {files.Events} events. The threads' own time, the best of {ImportTiming.Rounds} rounds.");
        section.Table(
            ["what", "MB/s", "of Node's"],
            [
                ["imported into trace files", Section.Text($"{traces / 1e6:F0}"), Section.Text($"{traces / node:F1} ×")],
                ["imported into a store, both threads' time", Section.Text($"{bytes / store.Process / 1e6:F0}"), Section.Text($"{bytes / store.Process / node:F1} ×")],
                ["imported into a store, by the clock", Section.Text($"{bytes / store.Elapsed / 1e6:F0}"), Section.Text($"{bytes / store.Elapsed / node:F1} ×")],
                ["Node.js, `JSON.parse` of each line and nothing more", Section.Text($"{node / 1e6:F0}"), "1"],
            ]);
    }

    /// <summary>Writes a trace of lines again and again, each time later and with higher packet numbers.</summary>
    private static void Repeat(string seed, string file)
    {
        string[] lines = [.. File.ReadLines(seed).Select(static line => line.TrimStart('\u001e')).Where(static line => line.Length > 0)];
        long length = long.Parse(Time().Match(lines[^1]).Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1;
        using StreamWriter writer = new(file) { NewLine = "\n" };
        writer.WriteLine(lines[0]);
        for (int copy = 0; copy < Copies; copy++)
        {
            foreach (string line in lines.Skip(1))
            {
                string later = Time().Replace(line, match => $"\"time\":{Plus(match.Groups[1].Value, copy * length)}", 1);
                writer.WriteLine(Number().Replace(later, match => match.Groups[1].Value + Plus(match.Groups[2].Value, copy * 100_000)));
            }
        }
    }

    private static string Plus(string number, long more) => (long.Parse(number, CultureInfo.InvariantCulture) + more).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("\"time\":(\\d+)")]
    private static partial Regex Time();

    /// <summary>A packet's number, or one in a range of an acknowledgement.</summary>
    [GeneratedRegex("(\"packet_number\":|\\[\\[|\\[(?=\\d)|(?<=\\[\\d+),)(\\d+)")]
    private static partial Regex Number();
}
