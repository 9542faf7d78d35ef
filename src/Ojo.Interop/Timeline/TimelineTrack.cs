namespace Ojo.Interop.Timeline;

/// <summary>A line of a timeline.</summary>
/// <param name="Id">Its name for the file, the same whenever it is told.</param>
/// <param name="Parent">The line that it stands below; 0: none.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Rank">Its place among those of the same parent.</param>
internal readonly record struct TimelineTrack(ulong Id, ulong Parent, TimelineTrackKind Kind, string Name, int Rank)
{
    /// <summary>What a counter counts; null for the other kinds.</summary>
    public TimelineCounter? Counter { get; init; }

    /// <summary>A number for what a run is to the viewer: a process.</summary>
    public long Number { get; init; }

    /// <summary>An id that no other line has, as far as 64 bits go.</summary>
    /// <param name="run">The run.</param>
    /// <param name="flow">The flow, or anything that tells lines of a run apart.</param>
    /// <param name="kind">What sort of line.</param>
    /// <param name="number">Which of the sort.</param>
    public static ulong IdOf(long run, ulong flow, TimelineLine kind, ulong number = 0) =>
        Math.Max(1, Mix(Mix(Mix(Mix((ulong)run) ^ flow) ^ (ulong)kind) ^ number));

    /// <summary>A number in which every bit of another takes part, and from which it could be found again.</summary>
    public static ulong Mix(ulong number)
    {
        // The finalizer of SplitMix64.
        number += 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
