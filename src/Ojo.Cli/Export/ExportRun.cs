using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ojo.Cli.Query;
using Ojo.Cli.Traces;
using Ojo.Interop.Exporting;
using Ojo.Storage;
using Ojo.Storage.Filters;
using Ojo.Watcher;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Export;

/// <summary>Writes events to a file, or to standard output.</summary>
/// <param name="exporter">The format.</param>
/// <param name="text">Which events: a filter.</param>
/// <param name="file">The file; null: standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class ExportRun(IExporter exporter, string text, string? file, TextWriter error)
{
    /// <summary>Exports a store's events.</summary>
    /// <returns>The exit code.</returns>
    public int OfStore(string path, CancellationToken cancellation)
    {
        if (!TryParse(out Filter? filter))
        {
            return ExitCode.Failed;
        }

        try
        {
            using IStoreReader store = OjoStore.OpenReader(path);
            new FilterCatalogue(store.GetEventTypes(cancellation), store.GetRuns(cancellation)).Check(filter);
            ExportSource source = new(store, cancellation) { Filter = filter };
            long events = file is null ? ToStandardOutput(source, cancellation) : ToFile(source, file, cancellation);
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} {(events == 1 ? "event" : "events")}"));
            return ExitCode.Ok;
        }
        catch (FilterException exception)
        {
            Say(exception);
            return ExitCode.Failed;
        }
    }

    /// <summary>Exports the events of a directory's traces, by way of a store that is there meanwhile.</summary>
    /// <returns>The exit code: 1 also where some of the traces could not be read.</returns>
    public int OfDirectory(string path, CancellationToken cancellation)
    {
        // Before the traces are read, which may take long.
        if (!TryParse(out _))
        {
            return ExitCode.Failed;
        }

        ProgressDisplay display = new(error, Console.IsErrorRedirected ? null : static () => Console.WindowWidth);
        using TemporaryStore store = new(path, sentence => display.Say($"ojo: {PrintableText.Of(sentence)}"));
        WatcherSummary taken = store.Fill(Console.IsErrorRedirected ? null : display.Show, cancellation);
        int code = OfStore(store.DatabasePath, cancellation);
        return taken.Quarantined + taken.Failed > 0 ? ExitCode.Failed : code;
    }

    private bool TryParse([NotNullWhen(true)] out Filter? filter)
    {
        try
        {
            filter = Filter.Parse(text);
            return true;
        }
        catch (FilterException exception)
        {
            Say(exception);
            filter = null;
            return false;
        }
    }

    private void Say(FilterException exception) => Caret.Write(error, exception.Message, text, exception.Offset, exception.Length);

    private long ToStandardOutput(ExportSource source, CancellationToken cancellation)
    {
        using Stream output = StandardOutput.Open();
        using BufferedStream buffered = new(output, 64 * 1024);
        return exporter.Export(source, buffered, cancellation);
    }

    /// <summary>The file has its name only once it is whole: what was there before stays until then.</summary>
    private long ToFile(ExportSource source, string file, CancellationToken cancellation)
    {
        string partial = $"{file}.{Guid.NewGuid():N}.partial";
        try
        {
            long events;
            using (FileStream output = new(partial, FileMode.CreateNew, FileAccess.Write))
            {
                events = exporter.Export(source, output, cancellation);
            }

            File.Move(partial, file, overwrite: true);
            return events;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
