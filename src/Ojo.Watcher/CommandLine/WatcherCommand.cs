using System.CommandLine;
using System.Runtime.InteropServices;
using Ojo.Storage;
using Ojo.Watcher.Directories;

namespace Ojo.Watcher.CommandLine;

/// <summary>The command line of the program.</summary>
internal static class WatcherCommand
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var inputDirectory = new Option<string>("--input-dir")
        {
            Description = "The directory in which trace files arrive: a tracer's output directory",
            HelpName = "DIR",
            Required = true,
        };
        var databasePath = new Option<string>("--db-path")
        {
            Description = "The store; it is made where there is none",
            HelpName = "FILE",
            Required = true,
        };
        var watch = new Option<bool>("--watch") { Description = "Go on with what arrives later, until SIGINT or SIGTERM" };
        var json = new Option<bool>("--json") { Description = "Print one summary object on standard output at the end" };
        var command = new RootCommand("Turns a directory of trace files into a store, and keeps it up to date.")
        {
            inputDirectory, databasePath, watch, json,
        };
        command.SetAction((parsed, _) => RunAsync(
            new WatcherOptions
            {
                InputDirectory = parsed.GetRequiredValue(inputDirectory),
                DatabasePath = parsed.GetRequiredValue(databasePath),
                Watch = parsed.GetValue(watch),
            },
            parsed.GetValue(json), output, error));

        ParseResult result = command.Parse(arguments);
        int code = await result.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            // The signals are ours: the file at hand is finished or rolled back first.
            ProcessTerminationTimeout = null,
        });
        return result.Errors.Count > 0 ? WrongUsage : code;
    }

    private static async Task<int> RunAsync(WatcherOptions options, bool json, TextWriter output, TextWriter error)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        ProgressDisplay display = new(error, isTerminal: !Console.IsErrorRedirected);
        try
        {
            SayIfOneTooHigh(options.InputDirectory, display);
            WatcherSummary summary = await OjoWatcher.RunAsync(
                options with { Progress = display.Show, Log = display.Say }, stop.Token);
            display.End(summary);
            if (json)
            {
                await output.WriteLineAsync(SummaryJson.Of(summary));
            }

            return options.Watch || summary.Quarantined + summary.Failed == 0 ? 0 : Failed;
        }
        catch (OperationCanceledException)
        {
            display.Say("Interrupted. What is stored is complete; run again for the rest.");
        }
        catch (StoreUnavailableException exception)
        {
            display.Say(exception.Message);
        }
        catch (DirectoryNotFoundException) when (!Directory.Exists(options.InputDirectory))
        {
            display.Say($"There is no directory {options.InputDirectory}. --input-dir is where trace files arrive: 'output' in a tracer's directory.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            display.Say(exception.Message);
        }

        return Failed;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Without a word, a tracer's directory given in place of its output would look like a trace without events.</summary>
    private static void SayIfOneTooHigh(string directory, ProgressDisplay display)
    {
        string output = Path.Combine(directory, "output");
        if (Directory.Exists(output) && InputListing.Of(directory).Count == 0)
        {
            display.Say($"There are no trace files in {directory}: a tracer's files arrive in {output}.");
        }
    }
}
