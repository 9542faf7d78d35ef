using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Transfer.Congestion;

namespace Transfer.Demo;

/// <summary>The command line: what there is to choose, and what is said where a choice makes no sense.</summary>
internal static class DemoCommand
{
    private const int WrongUsage = 2;

    /// <summary>What the command does, in a sentence.</summary>
    private const string Summary = "Transfers data over UDP and a bad link, traces every packet, and shows it.";

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>Reads the sample's command line and does what it says.</summary>
    /// <returns>The exit code: 2 where it could not be read.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand(Summary);
        Describe(command, DemoProgram.Sample);
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"transfer: {error.Message}");
            }

            await Console.Error.WriteLineAsync("transfer: --help lists the options.");
            return WrongUsage;
        }

        // Signals are the demo's own: they end it in good order.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>The same as a command of a program that has others.</summary>
    public static Command Create(string name, DemoProgram program)
    {
        var command = new Command(name, Summary);
        Describe(command, program);
        return command;
    }

    /// <summary>Gives a command its options, and what it does.</summary>
    private static void Describe(Command command, DemoProgram program)
    {
        Option<TimeSpan?> duration = Choice<TimeSpan>("--duration", "TIME", "How long to transfer; until Ctrl+C unless given",
            "a time above zero and up to a day, for instance 500ms, 10s or 2m",
            static (string text, out TimeSpan value) => Quantity.TryParseDuration(text, out value) && value > TimeSpan.Zero);
        Option<int?> connections = Number("--connections", "How many connections share the link (4)", 1, 1000);
        Option<double?> loss = Choice<double>("--loss", "SHARE", "How many of the datagrams the link loses (2%)",
            "a share from 0% to 100%, for instance 2%", Quantity.TryParseShare);
        Option<double?> reorder = Choice<double>("--reorder", "SHARE", "How many of them it holds up, so that others overtake them (0.5%)",
            "a share from 0% to 100%, for instance 0.5%", Quantity.TryParseShare);
        Option<TimeSpan?> delay = Choice<TimeSpan>("--delay", "TIME", "How long the link takes, one way (20ms)",
            "a time from 0ms to 10s, for instance 20ms",
            static (string text, out TimeSpan value) => Quantity.TryParseDuration(text, out value) && value <= TimeSpan.FromSeconds(10));
        Option<double?> bandwidth = Choice<double>("--bandwidth", "RATE", "How fast the link is, each way, or 'unlimited' (50mbit)",
            "a rate of 1kbit or more, for instance 50mbit, or 'unlimited'", Quantity.TryParseRate);
        Option<CongestionChoice?> congestion = Choice("--congestion", "NAME",
            "Congestion control: newreno, cubic, or mixed, which gives every second connection the other one (mixed)",
            "'newreno', 'cubic' or 'mixed'",
            static (string text, out CongestionChoice value) => Enum.TryParse(text, ignoreCase: true, out value) && !char.IsAsciiDigit(text[0]));
        Option<string?> directory = new("--directory")
        {
            HelpName = "DIR",
            Description = "Where the traces and the database go; a second run adds to them (./traces)",
        };
        Option<bool> noExplorer = new("--no-explorer") { Description = "Do not serve the explorer" };
        Option<int?> port = Number("--port", "The explorer's port, or the next that is free; 0 for any (8080)", 0, ushort.MaxValue);
        Option<int?> seed = Number("--seed", "Decides contents, sizes, and which datagrams the link loses (1)", 0, int.MaxValue);
        foreach (Option option in new Option[] { duration, connections, loss, reorder, delay, bandwidth, congestion, directory, noExplorer, port, seed })
        {
            command.Add(option);
        }

        DemoOptions defaults = new();
        command.SetAction((parsed, _) => DemoRun.RunAsync(program, new DemoOptions
        {
            Duration = parsed.GetValue(duration),
            Connections = parsed.GetValue(connections) ?? defaults.Connections,
            Loss = parsed.GetValue(loss) ?? defaults.Loss,
            Reorder = parsed.GetValue(reorder) ?? defaults.Reorder,
            Delay = parsed.GetValue(delay) ?? defaults.Delay,
            Bandwidth = parsed.GetValue(bandwidth) ?? defaults.Bandwidth,
            Congestion = parsed.GetValue(congestion) ?? defaults.Congestion,
            Directory = parsed.GetValue(directory) ?? defaults.Directory,
            Explorer = !parsed.GetValue(noExplorer),
            Port = parsed.GetValue(port) ?? defaults.Port,
            Seed = parsed.GetValue(seed) ?? defaults.Seed,
        }));
    }

    private static Option<int?> Number(string name, string description, int min, int max) => Choice(name, "N", description,
        $"a whole number from {min} to {max}",
        (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max);

    private static Option<T?> Choice<T>(string name, string helpName, string description, string expected, TryParse<T> tryParse)
        where T : struct => new(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
                if (tryParse(text, out T value))
                {
                    return value;
                }

                result.AddError($"{name} cannot be '{text}'. Give {expected}.");
                return null;
            },
        };
}
