using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Ingestion;

namespace Ojo.Storage;

/// <summary>Takes trace files into a store, each exactly once. For one thread at a time.</summary>
public interface IStoreWriter : IDisposable
{
    /// <summary>Whether this is still the store at the place where it was opened; false once that was moved, replaced or removed.</summary>
    bool IsCurrent { get; }

    /// <summary>Takes in a run's description, or its newer version.</summary>
    void AddRun(RunDescription run);

    /// <summary>Takes in what event types mean. Nothing happens where the store has this schema already.</summary>
    /// <param name="schemaHash">The hash in the schema file's name.</param>
    /// <param name="schema">Its content.</param>
    void AddSchema(ulong schemaHash, SchemaDocument schema);

    /// <summary>Takes in one trace file: its ledger row and its events in one transaction.</summary>
    /// <remarks>
    /// A file that the store has already is recognised by its expanded bytes, and nothing happens: a copy under another name or a
    /// compressed one is the same file. Only where both names say so (another process, sequence number or host) are equal bytes
    /// two files. The host is that of the run file beside the trace. Of one run a store takes either the run's own files or those of one copy of
    /// a flight recorder's ring: what comes second is not taken in (<see cref="IngestResult.Refusal"/>).
    /// </remarks>
    /// <exception cref="TraceFormatException">The file is damaged; the store is as it was before.</exception>
    /// <exception cref="StoreUnavailableException">The store is locked, full or read-only; the file can be tried again later.</exception>
    IngestResult Ingest(string path, CancellationToken cancellation = default);

    /// <summary>
    /// Does a short piece of what makes the store smaller and quicker without changing what it says: a fraction of a second of
    /// work, in a transaction of its own. For the time in which there is nothing to take in; now and then there must be some.
    /// </summary>
    /// <param name="everything">Whether to go on though there is little to gain: when nothing more is expected.</param>
    /// <param name="cancellation">Stops it; what the piece has done is undone.</param>
    /// <returns>Whether there may be more to do.</returns>
    /// <exception cref="StoreUnavailableException">The store is locked, full or read-only.</exception>
    bool Compact(bool everything = false, CancellationToken cancellation = default) => false;

    /// <summary>
    /// Takes the oldest piece of what a store is not to keep out of it, in one step that no reader sees half of: a shard, or, of
    /// a store that is one file, a run. Its files stay known, so that none of them is taken in again.
    /// </summary>
    /// <param name="retention">How much is kept.</param>
    /// <param name="cancellation">Stops it; what has been begun is undone.</param>
    /// <returns>Whether there may be more to take out.</returns>
    /// <exception cref="StoreUnavailableException">The store is locked, full or read-only.</exception>
    bool Retain(Retention retention, CancellationToken cancellation = default) => false;
}
