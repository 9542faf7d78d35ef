namespace Ojo.Interop.Exporting;

/// <summary>Writes a store's events in one of other people's formats.</summary>
/// <remarks>One instance serves any number of exports, also at once. It writes as it reads: memory does not grow with the number of events.</remarks>
public interface IExporter
{
    /// <summary>What the format is called on a command line, in lower case: <c>qlog</c>, <c>parquet</c>.</summary>
    string Format { get; }

    /// <summary>What the format is and what opens it, in a few words for people.</summary>
    string Description { get; }

    /// <summary>What names of such files end with, with its dot.</summary>
    string FileExtension { get; }

    /// <summary>The media type of such a file.</summary>
    string MediaType { get; }

    /// <summary>Writes what is selected.</summary>
    /// <param name="source">The store, and what of it.</param>
    /// <param name="destination">Where to; it is left open, and need not be able to seek.</param>
    /// <param name="cancellation">Ends it; what was written is then no whole file.</param>
    /// <returns>How many events were written.</returns>
    /// <exception cref="Storage.StoreQueryException">The selection cannot be answered; the message says what to change.</exception>
    /// <exception cref="IOException">The destination cannot be written to.</exception>
    long Export(ExportSource source, Stream destination, CancellationToken cancellation);
}
