using Ojo.Publishing;
using Ojo.Salvage;

namespace Ojo;

/// <summary>Recovers what processes had recorded when they died.</summary>
/// <remarks>
/// A tracer that starts in the same directory does it, and so does a watcher; a program need call it only if it has
/// neither. Any number of threads and processes may do it at once: each buffer is salvaged by one of them, and one that
/// belongs to a process that lives is not touched.
/// </remarks>
public static class TraceSalvage
{
    /// <summary>Brings what dead processes left in a trace directory's <c>staging/</c> into ordinary trace files in <c>output/</c>.</summary>
    /// <param name="directory">The trace directory, as in <see cref="TracerOptions.Directory"/>; nothing is done where there is none.</param>
    /// <param name="log">Told in a line what was salvaged, what was set aside, and what could not be done now.</param>
    /// <param name="cancellation">Ends it between two files. What is done is done, and the next salvage goes on.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SalvageSummary Run(string directory, Action<string>? log = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        using var held = FileSizeSignal.HoldBack();
        return new StagingSalvage(directory, log ?? (static _ => { }), cancellation).Run();
    }
}
