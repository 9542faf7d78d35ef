using Ojo.Format;

namespace Ojo.Interop.Importing;

/// <summary>Where the trace files go that an import makes.</summary>
internal interface ITraceFileDestination : IDisposable
{
    /// <summary>Where a file is to be written before it is handed over.</summary>
    string PathOf(TraceFileName name);

    /// <summary>Takes a schema in, before the first run that needs it.</summary>
    void AddSchema(ulong hash, byte[] json);

    /// <summary>Takes a run's description in, before the first of its files.</summary>
    void AddRun(RunDescription run);

    /// <summary>Takes a finished file in. It is no longer where it was written, or soon will not be.</summary>
    /// <param name="name">The file.</param>
    /// <param name="tell">Told, perhaps by another thread and before <see cref="Finish"/> returns, whether the file was not there before.</param>
    void Take(TraceFileName name, Action<bool> tell);

    /// <summary>Waits until every file that was handed over is taken in.</summary>
    void Finish();
}
