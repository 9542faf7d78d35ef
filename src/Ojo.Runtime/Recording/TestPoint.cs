using System.Runtime.CompilerServices;

namespace Ojo.Recording;

/// <summary>Where a test can look at what a thread has done so far, hold it up, or end the process.</summary>
/// <remarks>On the rarely taken ways only: a record that finds room in its chunk passes none.</remarks>
internal static class TestPoint
{
    /// <summary>Called at each step that the current thread takes.</summary>
    [ThreadStatic]
    public static Action<RecordingStep>? Hook;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reach(RecordingStep step) => Hook?.Invoke(step);
}
