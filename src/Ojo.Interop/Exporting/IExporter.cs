namespace Ojo.Interop.Exporting;

/// <summary>Writes a store's events in one of other people's formats.</summary>
/// <remarks>One instance serves any number of exports, also at once. It writes as it reads: memory does not grow with the number of events.</remarks>
public interface IExporter
{
    /// <summary>What the format is called on a command line, in lower case: <c>qlog</c>, <c>parquet</c>.</summary>
    string Format { get; }

    /// <summary>What people call the format.</summary>
    string Name => Format;

    /// <summary>What the format is and what opens it, in a few words for people.</summary>
    string Description { get; }

    /// <summary>What names of such files end with, with its dot.</summary>
    string FileExtension { get; }

    /// <summary>The media type of such a file.</summary>
    string MediaType { get; }

    /// <summary>How what is in such a file can be packed, the usual way first; empty where the format leaves no choice.</summary>
    IReadOnlyList<string> Codecs => [];

    /// <summary>The same format, packed in another way.</summary>
    /// <param name="codec">One of <see cref="Codecs"/>, whatever its case.</param>
    /// <exception cref="ArgumentException">The format cannot be packed so.</exception>
    IExporter With(string codec) => throw new ArgumentException($"{Format} leaves no choice of codecs.", nameof(codec));

    /// <summary>Writes what is selected.</summary>
    /// <param name="source">The store, and what of it.</param>
    /// <param name="destination">Where to; it is left open, and need not be able to seek.</param>
    /// <param name="cancellation">Ends it; what was written is then no whole file.</param>
    /// <returns>How many events were written.</returns>
    /// <exception cref="Storage.StoreQueryException">The selection cannot be answered; the message says what to change.</exception>
    /// <exception cref="IOException">The destination cannot be written to.</exception>
    long Export(ExportSource source, Stream destination, CancellationToken cancellation);
}
