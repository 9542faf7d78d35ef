using System.Globalization;
using System.Text;

using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Recording;

/// <summary>A plot of a contest as SVG, for light and dark pages.</summary>
internal sealed class RecordingPlot
{
    private const int Width = 860;
    private const int Left = 230;
    private const int Right = 70;
    private const int RowHeight = 32;
    private const int Gap = 90;
    private const int Top = 58;
    private readonly StringBuilder _svg = new();
    private readonly List<Standing> _rows;
    private readonly LogScale _scale;

    private RecordingPlot(IReadOnlyList<Standing> standings)
    {
        _rows = [.. standings.Where(static standing => standing.Contestant.Label is not null)];
        double[] values =
        [
            .. _rows.SelectMany(static row => (double?[])[row.OneThread, row.TwoThreads, row.Warm.P50, row.Warm.P999, row.Cold.P50])
                .OfType<double>().Where(static value => value > 0),
        ];
        _scale = LogScale.Around(values.Min(), values.Max(), Left, Width - Left - Right);
    }

    /// <summary>The whole file.</summary>
    public static string Svg(IReadOnlyList<Standing> standings) => new RecordingPlot(standings).Draw();

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);

    private string Draw()
    {
        List<Standing> loops = [.. _rows.Where(static row => row.OneThread is not null)];
        List<Standing> calls = [.. _rows.Where(static row => row.Warm.Calls > 0)];
        int second = Top + (loops.Count * RowHeight) + Gap;
        int height = second + (calls.Count * RowHeight) + 34;
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" aria-labelledby="title">""");
        Line($"""<title id="title">What an event costs the thread that records it, in nanoseconds: Ojo beside its peers</title>""");
        Line(
            $$"""
            <style>
            text { font: 13px system-ui, sans-serif; fill: #24292f; }
            .page { fill: #ffffff; } .head { font-weight: 600; font-size: 15px; } .quiet, .tick { fill: #57606a; font-size: 12px; }
            .value { font-size: 11px; } .grid { stroke: #d8dee4; } .one { fill: #0969da; } .two { fill: #8250df; } .call { stroke: #0969da; stroke-width: 3; }
            .mid { fill: #0969da; } .slow { fill: #cf222e; } .cold { fill: #8250df; } .clock { stroke: #57606a; stroke-dasharray: 4 3; }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; } .page { fill: #0d1117; } .quiet, .tick { fill: #9198a1; } .grid { stroke: #2a313c; } .one, .mid { fill: #58a6ff; }
            .two, .cold { fill: #d2a8ff; } .call { stroke: #58a6ff; } .slow { fill: #ff7b72; } .clock { stroke: #9198a1; }
            }
            </style>
            """);
        Line($"""<rect class="page" width="{Width}" height="{height}"/>""");
        Panel(Top, "In a loop: nanoseconds per event and thread, logarithmic", [("one", "one thread"), ("two", "two at once")], loops, Loop);
        Panel(second, "Single calls, the two readings of the clock included: nanoseconds, logarithmic", [("mid", "p50"), ("slow", "p99 and p99.9"), ("cold", "p50, cold caches")], calls, Call);
        Line($"</svg>");
        return _svg.ToString();
    }

    private void Panel(int top, string title, (string Class, string Text)[] legend, List<Standing> rows, Action<Standing, int> row)
    {
        int bottom = top + (rows.Count * RowHeight);
        Line($"""<text class="head" x="16" y="{top - 30}">{title}</text>""");
        int at = 16;
        foreach ((string kind, string text) in legend)
        {
            Line($"""<rect class="{kind}" x="{at}" y="{top - 19}" width="10" height="10"/><text class="quiet" x="{at + 15}" y="{top - 10}">{text}</text>""");
            at += 34 + (text.Length * 7);
        }

        foreach (double tick in _scale.Ticks())
        {
            Line($"""<line class="grid" x1="{_scale[tick]:F1}" x2="{_scale[tick]:F1}" y1="{top}" y2="{bottom}"/>""");
            Line($"""<text class="tick" x="{_scale[tick]:F1}" y="{bottom + 16}" text-anchor="middle">{Number(tick)}</text>""");
        }

        foreach (Standing standing in rows)
        {
            string weight = standing.Contestant.Label!.StartsWith("Ojo", StringComparison.Ordinal) ? " font-weight=\"600\"" : "";
            Line($"""<text x="{Left - 10}" y="{top + 20}" text-anchor="end"{weight}>{Escape(standing.Contestant.Label)}</text>""");
            row(standing, top);
            top += RowHeight;
        }
    }

    private void Loop(Standing standing, int top)
    {
        Strip("one", standing.OneThread, top + 4);
        Strip("two", standing.TwoThreads, top + 17);
    }

    private void Strip(string kind, double? value, int top)
    {
        if (value is { } to)
        {
            Line($"""<rect class="{kind}" x="{Left}" y="{top}" width="{_scale[to] - Left:F1}" height="11"/>""");
            Line($"""<text class="value" x="{_scale[to] + 5:F1}" y="{top + 10}">{to:F1}</text>""");
        }
    }

    private void Call(Standing standing, int top)
    {
        CallTimes warm = standing.Warm;
        int middle = top + (RowHeight / 2);
        Line($"""<line class="call" x1="{_scale[warm.P50]:F1}" x2="{_scale[warm.P999]:F1}" y1="{middle}" y2="{middle}"/>""");
        Line($"""<circle class="slow" cx="{_scale[warm.P999]:F1}" cy="{middle}" r="4"/><circle class="slow" cx="{_scale[warm.P99]:F1}" cy="{middle}" r="4"/>""");
        Line($"""<circle class="mid" cx="{_scale[warm.P50]:F1}" cy="{middle}" r="6"/>""");
        if (standing.Cold.Calls > 0)
        {
            double cold = _scale[standing.Cold.P50];
            Line($"""<path class="cold" d="M{cold:F1} {middle - 7}l7 7l-7 7l-7 -7z"/>""");
        }

        Line($"""<text class="value" x="{_scale[warm.P50] - 11:F1}" y="{middle + 4}" text-anchor="end">{warm.P50:F0}</text>""");
    }

    private static string Number(double tick) => tick.ToString("#,0.###", CultureInfo.InvariantCulture);

    private void Line(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
