using System.Text.Json;
using Microsoft.Playwright;

namespace Ojo.Benchmarks.Programs;

/// <summary>Chromium's own trace of a page: what its threads did when, in microseconds of one clock.</summary>
internal sealed class BrowserTrace
{
    private const string Categories = "-*,toplevel,devtools.timeline,disabled-by-default-devtools.timeline,disabled-by-default-devtools.timeline.frame,loading,blink.user_timing,__metadata";

    private readonly List<JsonElement> _events;

    private BrowserTrace(List<JsonElement> events) => _events = events;

    /// <summary>Traces while something is done.</summary>
    public static async Task<BrowserTrace> RecordAsync(ICDPSession session, Func<Task> act)
    {
        List<JsonElement> events = [];
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(object? sender, JsonElement? data)
        {
            lock (events)
            {
                events.AddRange(data!.Value.GetProperty("value").EnumerateArray());
            }
        }

        void End(object? sender, JsonElement? data) => complete.TrySetResult();
        session.Event("Tracing.dataCollected").OnEvent += Take;
        session.Event("Tracing.tracingComplete").OnEvent += End;
        try
        {
            await session.SendAsync("Tracing.start", new Dictionary<string, object> { ["categories"] = Categories, ["transferMode"] = "ReportEvents" }).ConfigureAwait(false);
            await act().ConfigureAwait(false);
            await session.SendAsync("Tracing.end").ConfigureAwait(false);
            await complete.Task.WaitAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        }
        finally
        {
            session.Event("Tracing.dataCollected").OnEvent -= Take;
            session.Event("Tracing.tracingComplete").OnEvent -= End;
        }

        return new BrowserTrace(events);
    }

    /// <summary>When an event of a name happened for the first time, in milliseconds; null: never.</summary>
    public double? First(string name) => _events.Where(one => Name(one) == name).Select(static one => (double?)Milliseconds(one, "ts")).Min();

    /// <summary>How far the frames were apart that were shown between two marks of the page's.</summary>
    public double[] FrameTimes(string from, string to)
    {
        (double start, double end) = (First(from) ?? double.MinValue, First(to) ?? double.MaxValue);
        double[] shown = [.. _events.Where(static one => Name(one) == "DrawFrame").Select(static one => Milliseconds(one, "ts")).Where(time => time >= start && time <= end).Order()];
        return [.. shown.Zip(shown.Skip(1)).Select(static pair => pair.Second - pair.First)];
    }

    /// <summary>How long the tasks of the page's own thread took that began between two marks.</summary>
    public double[] Tasks(string from, string to)
    {
        JsonElement? thread = _events.Where(one => Name(one) == from).Select(static one => (JsonElement?)one).FirstOrDefault();
        (double start, double end) = (First(from) ?? double.MinValue, First(to) ?? double.MaxValue);
        return
        [
            .. _events.Where(one => thread is { } page && Name(one) is "RunTask" or "ThreadControllerImpl::RunTask"
                    && Number(one, "pid") == Number(page, "pid") && Number(one, "tid") == Number(page, "tid") && one.TryGetProperty("dur", out _))
                .Where(one => Milliseconds(one, "ts") >= start && Milliseconds(one, "ts") <= end)
                .Select(static one => Milliseconds(one, "dur")),
        ];
    }

    private static string? Name(JsonElement one) => one.TryGetProperty("name", out JsonElement name) ? name.GetString() : null;

    private static double Number(JsonElement one, string name) => one.TryGetProperty(name, out JsonElement number) ? number.GetDouble() : double.NaN;

    private static double Milliseconds(JsonElement one, string name) => Number(one, name) / 1000;
}
