using System.Globalization;
using System.Text;
using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Growth;

/// <summary>The curves as SVG, for light and dark pages: a column for each curve, a row for each thing that grows or does not.</summary>
internal sealed class GrowthPlot
{
    private const int Width = 860;
    private const int Left = 52;
    private const int PanelWidth = 350;
    private const int Apart = 420;
    private const int PanelHeight = 120;
    private const int LineHeight = 17;
    private const int Head = 44;
    private const int Foot = 34;
    private readonly StringBuilder _svg = new();

    private GrowthPlot()
    {
    }

    /// <summary>Puts the plot where docs/STORE.md shows it.</summary>
    public static void Save(GrowthCurves curves) =>
        File.WriteAllText(Path.Combine(Repository.Root, "docs", "images", "growth.svg"), new GrowthPlot().Draw(curves));

    private static int HeightOf(GrowthPanel panel) => Head + (LegendRows(panel) * LineHeight) + PanelHeight + Foot;

    private static int LegendRows(GrowthPanel panel) => panel.Lines.Count > 2 ? panel.Lines.Count : 1;

    private string Draw(GrowthCurves curves)
    {
        int height = 30 + GrowthPanel.All.Sum(HeightOf);
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" aria-labelledby="title">""");
        Line($"""<title id="title">How a store grows: by events and by flows, its rate of taking in, its size, its watcher's memory and how quickly it answers</title>""");
        Line(
            $$"""
            <style>
            text { font: 12px system-ui, sans-serif; fill: #24292f; } .page { fill: #ffffff; } .head { font-weight: 600; font-size: 15px; }
            .quiet { fill: #57606a; } .value { font-size: 10px; stroke: #ffffff; stroke-width: 3px; paint-order: stroke; } .grid { stroke: #d8dee4; } .bar { stroke: #57606a; stroke-dasharray: 4 3; } polyline { fill: none; stroke-width: 2; }
            .a { --c: #0969da; } .b { --c: #8250df; } .c { --c: #cf222e; } .d { --c: #1a7f37; } .e { --c: #9a6700; }
            .line { stroke: var(--c); } .dot { fill: var(--c); }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; } .value { stroke: #0d1117; } .page { fill: #0d1117; } .quiet { fill: #9198a1; } .grid { stroke: #2a313c; } .bar { stroke: #9198a1; }
            .a { --c: #58a6ff; } .b { --c: #d2a8ff; } .c { --c: #ff7b72; } .d { --c: #56d364; } .e { --c: #e3b341; }
            }
            </style>
            """);
        Line($"""<rect class="page" width="{Width}" height="{height}"/>""");
        Line($"""<text class="head" x="16" y="24">By events, {curves.ByEvents[0].Shape.FlowCount} of each run</text>""");
        Line($"""<text class="head" x="{16 + Apart}" y="24">By flows of each run, {curves.ByFlows[0].Shape.Count} events</text>""");
        int top = 30;
        foreach (GrowthPanel panel in GrowthPanel.All)
        {
            // Both panels of a row have one axis, so that they can be compared.
            double[] values =
            [
                .. curves.ByEvents.Concat(curves.ByFlows).SelectMany(point => panel.Lines.Select(line => line.Value(point))),
                .. panel.Bar is { } bar ? [bar] : (double[])[],
            ];
            Panel(panel, values, Left, top, curves.ByEvents, static point => point.Shape.Events / 1e6, static tick => Section.Text($"{tick:0.###} M"));
            Panel(panel, values, Left + Apart, top, curves.ByFlows, static point => point.Shape.Flows, static tick => Section.Text($"{tick:N0}"));
            top += HeightOf(panel);
        }

        Line($"</svg>");
        return _svg.ToString();
    }

    private void Panel(
        GrowthPanel panel, double[] values, int left, int top, IReadOnlyList<GrowthPoint> points, Func<GrowthPoint, double> across, Func<double, string> name)
    {
        Line($"""<text x="{left - 36}" y="{top + 22}">{panel.Title}</text>""");
        Legend(panel, left - 36, top + 22 + LineHeight);
        int upper = top + Head + (LegendRows(panel) * LineHeight);
        int lower = upper + PanelHeight;
        (Func<double, double> scale, IEnumerable<double> ticks) = Scale(panel.IsLogarithmic, values, lower);
        foreach (double tick in ticks)
        {
            Line($"""<line class="grid" x1="{left}" x2="{left + PanelWidth}" y1="{scale(tick):F1}" y2="{scale(tick):F1}"/>""");
            Line($"""<text class="quiet" x="{left - 6}" y="{scale(tick) + 4:F1}" text-anchor="end">{tick:0.###}</text>""");
        }

        if (panel.Bar is { } bar)
        {
            Line($"""<line class="bar" x1="{left}" x2="{left + PanelWidth}" y1="{scale(bar):F1}" y2="{scale(bar):F1}"><title>bar: {bar}</title></line>""");
        }

        LogScale wide = LogScale.Around(points.Min(across), points.Max(across), left, PanelWidth);
        foreach (GrowthPoint point in points)
        {
            Line($"""<text class="quiet" x="{wide[across(point)]:F1}" y="{lower + 16}" text-anchor="middle">{name(across(point))}</text>""");
        }

        foreach (GrowthLine line in panel.Lines)
        {
            string path = string.Join(' ', points.Select(point => Section.Text($"{wide[across(point)]:F1},{scale(line.Value(point)):F1}")));
            Line($"""<polyline class="{line.Kind} line" points="{path}"/>""");
            foreach (GrowthPoint point in points)
            {
                string value = line.Value(point).ToString(panel.Format, CultureInfo.InvariantCulture);
                Line($"""<circle class="{line.Kind} dot" cx="{wide[across(point)]:F1}" cy="{scale(line.Value(point)):F1}" r="3"><title>{line.Label}: {value}</title></circle>""");
            }
        }

        // Numbers stand at the line that matters; those of the others show when they are pointed at.
        if (!panel.IsLogarithmic)
        {
            foreach (GrowthPoint point in points)
            {
                double value = panel.Lines[0].Value(point);
                Line($"""<text class="value" x="{wide[across(point)]:F1}" y="{scale(value) - 7:F1}" text-anchor="middle">{value.ToString(panel.Format, CultureInfo.InvariantCulture)}</text>""");
            }
        }
    }

    private void Legend(GrowthPanel panel, int left, int top)
    {
        bool isList = panel.Lines.Count > 2;
        foreach (GrowthLine line in panel.Lines)
        {
            Line($"""<rect class="{line.Kind} dot" x="{left}" y="{top - 9}" width="10" height="10"/><text class="quiet" x="{left + 15}" y="{top}">{line.Label}</text>""");
            (left, top) = isList ? (left, top + LineHeight) : (left + 40 + (line.Label.Length * 7), top);
        }

        if (panel.Bar is { } bar)
        {
            Line($"""<line class="bar" x1="{left}" x2="{left + 12}" y1="{top - 4}" y2="{top - 4}"/><text class="quiet" x="{left + 17}" y="{top}">bar: {bar}</text>""");
        }
    }

    private static (Func<double, double> Scale, IEnumerable<double> Ticks) Scale(bool isLogarithmic, double[] values, int lower)
    {
        if (isLogarithmic)
        {
            LogScale scale = LogScale.Around(Math.Max(values.Min(), 0.001), values.Max(), lower, -PanelHeight);
            return (value => scale[Math.Max(value, 0.001)], scale.Ticks().Where(static tick => Math.Abs(Math.Log10(tick) - Math.Round(Math.Log10(tick))) < 1e-6));
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(values.Max())));
        double step = new[] { 0.25, 0.5, 1, 2.5 }.Select(part => part * power).First(step => step * 5 >= values.Max());
        double most = Math.Ceiling(values.Max() / step) * step;
        return (value => lower - (PanelHeight * value / most), Enumerable.Range(0, (int)Math.Round(most / step) + 1).Select(n => n * step));
    }

    private void Line(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
