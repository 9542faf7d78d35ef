namespace Ojo.Benchmarks.Programs;

/// <summary>What a browser did with the page, by its own tracing.</summary>
/// <param name="FirstPaintMs">From the address to the first frame with anything on it.</param>
/// <param name="ChartsMs">From the address to the first frame in which the flow's charts and its table show what was recorded.</param>
/// <param name="Requests">How many questions the opening took.</param>
/// <param name="Chain">How many of them, at most, waited for one another.</param>
/// <param name="Frames">How many frames were shown while a script zoomed and moved.</param>
/// <param name="FrameMedianMs">How far frames were apart, the median.</param>
/// <param name="FrameP99Ms">All but one in a hundred.</param>
/// <param name="FrameMostMs">The two that were furthest apart.</param>
/// <param name="LongTasks">How many tasks of the page's thread took more than 50 ms meanwhile.</param>
/// <param name="LongestTaskMs">How long the longest took.</param>
/// <param name="HeapMebibytes">How much its script holds on to in the end.</param>
/// <param name="Server">The explorer's memory afterwards.</param>
internal sealed record BrowserFigures(
    double FirstPaintMs, double ChartsMs, int Requests, int Chain, int Frames, double FrameMedianMs, double FrameP99Ms, double FrameMostMs,
    int LongTasks, double LongestTaskMs, double HeapMebibytes, ProcessMemory Server);
