using System.CommandLine;
using Ojo.Storage;
using Ojo.Storage.Shards;
using Ojo.Watcher.Directories;

namespace Ojo.Watcher.CommandLine;

/// <summary>The command line of the program.</summary>
internal static class WatcherCommand
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>What the command does, in a sentence.</summary>
    private const string Summary = "Turns a directory of trace files into a store, and keeps it up to date.";

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var command = new RootCommand(Summary);
        Describe(command, output, error);
        command.Add(VerifyCommand.Create(output, error));
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

    /// <summary>The same as a command of a program that has others.</summary>
    public static Command Create(string name, TextWriter output, TextWriter error)
    {
        var command = new Command(name, Summary);
        Describe(command, output, error);
        return command;
    }

    /// <summary>Gives a command its options, and what it does.</summary>
    private static void Describe(Command command, TextWriter output, TextWriter error)
    {
        var inputDirectory = new Option<string>("--input-dir")
        {
            Description = "The directory in which trace files arrive: a tracer's output directory",
            HelpName = "DIR",
            Required = true,
            CustomParser = OptionText.ParseText,
        };
        var databasePath = new Option<string>("--db-path")
        {
            Description = "The store, a file or a directory; it is made where there is none",
            HelpName = "PATH",
            Required = true,
            CustomParser = OptionText.ParseText,
        };
        var shard = new Option<ShardSpan?>("--shard")
        {
            Description = "Make the store a directory with a file for each day, hour or so many bytes",
            HelpName = "day|hour|SIZE",
            CustomParser = StoreOptions.ParseSpan,
        };
        var retain = new Option<Retention?>("--retain")
        {
            Description = "What the store keeps, by age or size: 7d, 20GB; may be given twice. The oldest goes first",
            HelpName = "TIME|SIZE",
            CustomParser = StoreOptions.ParseRetention,
            Arity = ArgumentArity.OneOrMore,
        };
        var tenant = new Option<string>("--tenant")
        {
            Description = "Whose traces these are: stored apart, in a directory of their own below --db-path",
            HelpName = "NAME",
        };
        var watch = new Option<bool>("--watch") { Description = "Go on with what arrives later, until SIGINT or SIGTERM" };
        var after = new Option<AfterCommit>("--after")
        {
            Description = "What becomes of a trace file once it is stored: keep, archive or delete (which waits for the disk)",
            HelpName = "keep|archive|delete",
            CustomParser = OptionText.ParseAfter,
        };
        var archiveDirectory = new Option<string>("--archive-dir")
        {
            Description = "Where --after archive puts files; 'archive' beside the input directory unless given",
            HelpName = "DIR",
            CustomParser = OptionText.ParseText,
        };
        var poll = new Option<TimeSpan?>("--poll")
        {
            Description = "List the directory so often, and do without the system's notifications",
            HelpName = "TIME",
            CustomParser = DurationOption.Parse,
        };
        var giveUpAfter = new Option<TimeSpan?>("--give-up-after")
        {
            Description = "Without --watch: how long to wait for a store that is locked, full or read-only (30s)",
            HelpName = "TIME",
            CustomParser = DurationOption.Parse,
        };
        var metricsPort = new Option<int?>("--metrics-port")
        {
            Description = "Serve metrics as Prometheus text at /metrics; 0 takes a free port",
            HelpName = "PORT",
            CustomParser = OptionText.ParsePort,
        };
        var metricsHost = new Option<string>("--metrics-host")
        {
            Description = "The address for that port (127.0.0.1); whoever reaches it may read the metrics",
            HelpName = "HOST",
            CustomParser = OptionText.ParseText,
        };
        var json = new Option<bool>("--json") { Description = "Print one summary object on standard output at the end" };
        Option[] options =
        [
            inputDirectory, databasePath, shard, retain, tenant, watch, after, archiveDirectory, poll, giveUpAfter, metricsPort, metricsHost, json,
        ];
        Array.ForEach(options, command.Add);
        command.Validators.Add(result =>
        {
            // By what was written and not by what it means: what means nothing has its own complaint.
            if (result.GetResult(archiveDirectory) is not null && result.GetResult(after)?.Tokens is not [{ Value: OptionText.Archive }])
            {
                result.AddError("--archive-dir needs --after archive.");
            }

            if (result.GetResult(metricsHost) is not null && result.GetResult(metricsPort) is null)
            {
                result.AddError("--metrics-host needs --metrics-port.");
            }

            if (result.GetResult(giveUpAfter) is not null && result.GetResult(watch) is not null)
            {
                result.AddError("--give-up-after is for a watcher that ends; with --watch, it waits for the store for ever.");
            }

            if (result.GetResult(tenant)?.Tokens is [{ Value: var name }] && TenantName.FindFault(name) is string fault)
            {
                result.AddError($"--tenant: {fault}");
            }
        });
        command.SetAction((parsed, _) =>
        {
            var options = new WatcherOptions
            {
                InputDirectory = parsed.GetRequiredValue(inputDirectory),
                DatabasePath = parsed.GetRequiredValue(databasePath),
                Shard = parsed.GetValue(shard),
                Retain = parsed.GetValue(retain),
                Tenant = parsed.GetValue(tenant),
                Watch = parsed.GetValue(watch),
                After = parsed.GetValue(after),
                Notifications = parsed.GetValue(poll) is null,
                MetricsPort = parsed.GetValue(metricsPort),
                StatisticsOnSignal = true,
            };
            options = parsed.GetValue(archiveDirectory) is string archive ? options with { ArchiveDirectory = archive } : options;
            options = parsed.GetValue(poll) is TimeSpan interval ? options with { RescanInterval = interval } : options;
            options = parsed.GetValue(giveUpAfter) is TimeSpan limit ? options with { GiveUpAfter = limit } : options;
            options = parsed.GetValue(metricsHost) is string host ? options with { MetricsHost = host } : options;
            if (options.Fault() is string fault)
            {
                error.WriteLine(PrintableText.Of(fault));
                return Task.FromResult(WrongUsage);
            }

            return RunAsync(options, parsed.GetValue(json), output, error);
        });
    }

    private static async Task<int> RunAsync(WatcherOptions options, bool json, TextWriter output, TextWriter error)
    {
        using Interruption stop = new();
        ProgressDisplay display = new(error, Console.IsErrorRedirected ? null : static () => Console.WindowWidth);
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
            display.Say(PrintableText.Of(exception.Message));
        }
        catch (DirectoryNotFoundException) when (!Directory.Exists(options.InputDirectory))
        {
            display.Say($"There is no directory {PrintableText.Of(options.InputDirectory)}. --input-dir is where trace files arrive: 'output' in a tracer's directory.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            display.Say(PrintableText.Of(exception.Message));
        }

        return Failed;
    }

    /// <summary>Without a word, a tracer's directory given in place of its output would look like a trace without events.</summary>
    private static void SayIfOneTooHigh(string directory, ProgressDisplay display)
    {
        string output = Path.Combine(directory, "output");
        if (Directory.Exists(output) && InputListing.IsEmpty(directory))
        {
            display.Say($"There are no trace files in {directory}: a tracer's files arrive in {output}.");
        }
    }
}
