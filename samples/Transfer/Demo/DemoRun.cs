using System.Diagnostics;
using Ojo;
using Ojo.Explorer;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Watcher;
using Transfer.Transfers;

namespace Transfer.Demo;

/// <summary>Transfers, traces, takes the traces into a database while it runs, and shows that; then ends all of it in good order.</summary>
internal sealed class DemoRun
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly DemoProgram _program;
    private readonly DemoOptions _options;
    private readonly TextWriter _output;
    private readonly StopSignal _signal;
    private readonly ProgressLine _line;

    private DemoRun(DemoProgram program, DemoOptions options, TextWriter output, StopSignal signal)
    {
        _program = program;

        // A tracer's environment wins over its options: the rest of the demo has to look where it writes.
        string? directory = Environment.GetEnvironmentVariable("OJO_DIRECTORY");
        _options = string.IsNullOrEmpty(directory) ? options : options with { Directory = directory };
        _output = output;
        _signal = signal;
        bool isTerminal = !Console.IsOutputRedirected;
        _line = new ProgressLine(output, isTerminal, width: isTerminal ? Console.WindowWidth : 0);
    }

    /// <summary>Runs the demo to its end, and says in a sentence what kept it from it.</summary>
    /// <returns>The exit code: 1 where a hash was wrong, or the database does not hold what the tracer stored.</returns>
    public static async Task<int> RunAsync(DemoProgram program, DemoOptions options)
    {
        using StopSignal signal = new();
        try
        {
            return await new DemoRun(program, options, Console.Out, signal).RunAsync();
        }
        catch (OperationCanceledException) when (signal.Stop.IsCancellationRequested)
        {
            // Stopped before it had begun.
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or ExplorerStartException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync($"{program.Name}: {exception.Message}");
            return 1;
        }
    }

    private async Task<int> RunAsync()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _options.Directory,
            Service = "transfer",
            FlushInterval = TimeSpan.FromMilliseconds(250),
            OnWarning = Say,
        });
        WatcherOptions ingestion = new()
        {
            InputDirectory = Path.Combine(_options.Directory, "output"),
            DatabasePath = _options.DatabasePath,
            Watch = true,
            Log = Say,
        };
        using CancellationTokenSource stopWatching = new();
        Task<WatcherSummary> watching = OjoWatcher.RunAsync(ingestion, stopWatching.Token);
        await using OjoExplorer? explorer = _options.Explorer ? await StartExplorerAsync() : null;
        await _output.WriteLineAsync(DemoReport.Start(_options, explorer?.Address));

        long started = Stopwatch.GetTimestamp();
        using TransferSession session = new(_options.ToSession(), TimeProvider.System, tracer);
        await TransferAsync(session, tracer, watching, started);
        await session.FinishAsync(s_patience, _signal.Hurry);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);

        // In this order: nothing is recorded any more, so the last files are the last, so the database can be complete.
        session.Dispose();
        tracer.Dispose();
        await stopWatching.CancelAsync();
        await watching;
        await OjoWatcher.RunAsync(ingestion with { Watch = false }, CancellationToken.None);

        _line.Clear();
        StoredRun? run = FindOwnRun();
        TracerStatistics events = tracer.Statistics;
        await _output.WriteLineAsync(DemoReport.End(_program, _options, elapsed, session.Totals, session.Counters, events, run));
        return session.Totals.Mismatched == 0 && (run?.Events ?? 0) == events.Stored ? 0 : 1;
    }

    /// <summary>Shows progress until the time is over or a signal comes.</summary>
    private async Task TransferAsync(TransferSession session, Tracer tracer, Task watching, long started)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(_signal.Stop);
        if (_options.Duration is { } duration)
        {
            over.CancelAfter(duration);
        }

        Task failure = Task.WhenAny(session.Failure, watching).Unwrap();
        Throughput throughput = new();
        while (!over.IsCancellationRequested)
        {
            Task pause = Task.Delay(_line.Interval, over.Token);
            if (await Task.WhenAny(pause, failure) == failure)
            {
                await failure;
            }

            if (over.IsCancellationRequested)
            {
                break;
            }

            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            double rate = throughput.Update(session.Counters.BytesRead, elapsed);
            _line.Show(DemoReport.Progress(elapsed, rate, session.Counters, tracer.Statistics));
        }
    }

    private Task<OjoExplorer> StartExplorerAsync() => OjoExplorer.StartAsync(
        new ExplorerOptions { DatabasePath = _options.DatabasePath, Port = _options.Port, UseNextFreePort = true }, _signal.Stop);

    /// <summary>The newest run of this process: older ones in the same directory were other demos'.</summary>
    private StoredRun? FindOwnRun()
    {
        using IStoreReader reader = SqliteStore.OpenReader(_options.DatabasePath);
        return reader.GetRuns().Where(static run => run.ProcessId == Environment.ProcessId).MaxBy(static run => run.StartNs);
    }

    private void Say(string message)
    {
        _line.Clear();
        Console.Error.WriteLine($"{_program.Name}: {message}");
    }
}
