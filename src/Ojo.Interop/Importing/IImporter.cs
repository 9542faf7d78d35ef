namespace Ojo.Interop.Importing;

/// <summary>Reads one format of other people's traces.</summary>
/// <remarks>
/// One instance reads any number of files, one after the other or at once: what it knows of a file it keeps in the call. It reads its source
/// from the beginning to the end once, keeps no more of it than it must to understand what comes next, and hands everything on as it goes.
/// </remarks>
public interface IImporter
{
    /// <summary>What the format is called on a command line, in lower case: <c>qlog</c>, <c>pcap</c>.</summary>
    string Format { get; }

    /// <summary>What the format is, in a few words for people.</summary>
    string Description { get; }

    /// <summary>Whether a file is of this format. The content decides; the name only where the content says nothing.</summary>
    /// <param name="head">The file's first bytes, expanded: 4 KiB, or all of a shorter file.</param>
    /// <param name="fileName">Its name without folders.</param>
    bool Recognizes(ReadOnlySpan<byte> head, string fileName);

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Takes the runs and events that it holds.</param>
    /// <param name="report">Told of what could not be understood, where the rest could.</param>
    /// <param name="cancellation">Ends it; what was handed on stays.</param>
    /// <exception cref="ImportException">Nothing more of the file can be understood. What was handed on before stays.</exception>
    /// <exception cref="IOException">The file cannot be read, or the target cannot be written.</exception>
    void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation);
}
