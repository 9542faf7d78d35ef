using System.Diagnostics;
using Ojo.Interop.Csv.Import;
using Ojo.Interop.Pcap;
using Ojo.Interop.Qlog;
using Ojo.Interop.Rust;
using Ojo.Storage;

namespace Ojo.Interop.Importing;

/// <summary>Takes other people's traces into a store, or makes trace files of them.</summary>
public static class TraceImport
{
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Every format that is known, in the order in which they are asked whether a file is theirs: the one that looks at the content least closely is the last.</summary>
    public static IReadOnlyList<IImporter> Importers { get; } = [new RustImporter(), new PcapImporter(), new QlogImporter(), new CsvImporter()];

    /// <summary>Imports files, one after the other. One that fails takes no other with it.</summary>
    /// <param name="options">What, and where to.</param>
    /// <param name="cancellation">Ends it; what was taken in stays.</param>
    /// <exception cref="ArgumentException">The options name no target or two, or a format that is not known.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be opened, or not be written to.</exception>
    /// <exception cref="IOException">The directory cannot be written to.</exception>
    public static ImportSummary Run(ImportOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if ((options.DatabasePath is null) == (options.OutputDirectory is null))
        {
            throw new ArgumentException("An import goes into a store or into a trace directory: name one of the two.", nameof(options));
        }

        IImporter? forced = options.Format is { } format ? Find(options.Importers, format) : null;
        long started = Stopwatch.GetTimestamp();
        using IStoreWriter? store = options.DatabasePath is { } path ? OjoStore.OpenWriter(path) : null;
        using ITraceFileDestination destination = store is null ? new DirectoryDestination(options.OutputDirectory!) : new StoreDestination(store);
        ImportCourse course = new(options, s_progressInterval);
        List<ImportedFile> files = [];
        foreach (string file in options.Files)
        {
            files.Add(Import(file, forced, options.Importers, destination, course, cancellation));
        }

        while (store?.Compact(everything: true, cancellation) == true)
        {
        }

        return new ImportSummary { Files = files, Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    private static ImportedFile Import(
        string path, IImporter? forced, IReadOnlyList<IImporter> importers, ITraceFileDestination destination, ImportCourse course, CancellationToken cancellation)
    {
        ImportedFile file = new() { Path = path };
        try
        {
            using ImportSource source = ImportSource.Open(path);
            file = file with { Bytes = source.Length };
            IImporter importer = forced ?? Recognize(importers, source);
            file = file with { Format = importer.Format };
            ImportReport report = new(source.Name);
            using ImportTarget target = new(destination, source.Identity) { OnFile = () => course.Report(source) };
            try
            {
                importer.Import(source, target, report, cancellation);
            }
            catch (Exception exception) when (exception is ImportException or InvalidDataException)
            {
                // What gzip has packed and then was cut off, among others. The events before stay.
                file = file with { Failure = Sentence(exception, source) };
            }

            if (source.IsCutOff)
            {
                file = file with
                {
                    Failure = $"{source.Name} is no whole gzip file: it was cut off, is damaged, or is followed by something else, after {source.Content.Position} expanded bytes. What came before was taken in.",
                };
            }

            target.Dispose();
            destination.Finish();
            target.Tell(report);
            course.Finish(source);
            return file with
            {
                Runs = target.Runs,
                Events = target.Events,
                KnownEvents = target.KnownEvents,
                Problems = report.Problems,
                ProblemCount = report.Count,
            };
        }
        catch (Exception exception) when (exception is ImportException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return file with { Failure = exception.Message };
        }
    }

    private static string Sentence(Exception exception, ImportSource source) => exception switch
    {
        ImportException { Offset: >= 0 } fault => $"{source.Name}, byte {fault.Offset}: {fault.Message}",
        ImportException fault => fault.Message,
        _ => $"{source.Name} cannot be expanded further than byte {source.Content.Position}: {exception.Message} What came before was taken in.",
    };

    private static IImporter Recognize(IReadOnlyList<IImporter> importers, ImportSource source)
    {
        foreach (IImporter importer in importers)
        {
            if (importer.Recognizes(source.Head, source.Name))
            {
                return importer;
            }
        }

        throw new ImportException(source.Head.IsEmpty
            ? $"{source.Name} is empty."
            : $"{source.Name} is of no format that is known here ({Names(importers)}). If it is of one of them, name it: --format.");
    }

    private static IImporter Find(IReadOnlyList<IImporter> importers, string format) =>
        importers.FirstOrDefault(importer => string.Equals(importer.Format, format, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no format '{format}' to import; there are {Names(importers)}.", nameof(format));

    private static string Names(IReadOnlyList<IImporter> importers) => string.Join(", ", importers.Select(static importer => importer.Format));
}
