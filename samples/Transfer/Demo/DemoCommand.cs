using System.CommandLine;
using System.CommandLine.Parsing;
using Transfer.Congestion;

namespace Transfer.Demo;

/// <summary>The command line: what there is to choose, and what is said where a choice makes no sense.</summary>
internal static class DemoCommand
{
    private const int WrongUsage = 2;

    /// <summary>Reads the command line and does what it says.</summary>
    /// <returns>The exit code: 2 where it could not be read.</returns>
    public static async Task<int> RunAsync(string[] args, Func<DemoOptions, Task<int>> run)
    {
        RootCommand command = Create(run);
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

    private static RootCommand Create(Func<DemoOptions, Task<int>> run)
    {
        DemoOptions defaults = new();
        Option<TimeSpan?> duration = new("--duration")
        {
            HelpName = "TIME",
            Description = "How long to transfer, for instance 10s; without it, until Ctrl+C",
            CustomParser = Parser("a time above zero and up to a day, for instance 500ms, 10s or 2m",
                static (string text, out TimeSpan? value) =>
                {
                    bool read = Quantity.TryParseDuration(text, out TimeSpan time) && time > TimeSpan.Zero;
                    value = time;
                    return read;
                }),
        };
        Option<int> connections = Number("--connections", "N", "How many connections share the link", defaults.Connections, 1, 1000);
        Option<double> loss = new("--loss")
        {
            HelpName = "SHARE",
            Description = "How many datagrams the link loses, for instance 2%",
            DefaultValueFactory = _ => defaults.Loss,
            CustomParser = Parser<double>("a share from 0% to 100%, for instance 2%", Quantity.TryParseShare),
        };
        Option<double> reorder = new("--reorder")
        {
            HelpName = "SHARE",
            Description = "How many datagrams the link holds up, so that others overtake them",
            DefaultValueFactory = _ => defaults.Reorder,
            CustomParser = Parser<double>("a share from 0% to 100%, for instance 0.5%", Quantity.TryParseShare),
        };
        Option<TimeSpan> delay = new("--delay")
        {
            HelpName = "TIME",
            Description = "How long the link takes, one way, for instance 20ms",
            DefaultValueFactory = _ => defaults.Delay,
            CustomParser = Parser("a time from 0ms to 10s, for instance 20ms",
                static (string text, out TimeSpan value) => Quantity.TryParseDuration(text, out value) && value <= TimeSpan.FromSeconds(10)),
        };
        Option<double> bandwidth = new("--bandwidth")
        {
            HelpName = "RATE",
            Description = "How fast the link is, each way, for instance 50mbit; or unlimited",
            DefaultValueFactory = _ => defaults.Bandwidth,
            CustomParser = Parser<double>("a rate of 1kbit or more, for instance 50mbit, or 'unlimited'", Quantity.TryParseRate),
        };
        Option<CongestionChoice> congestion = new("--congestion")
        {
            HelpName = "newreno|cubic|mixed",
            Description = "Congestion control; mixed gives every second connection the other one",
            DefaultValueFactory = _ => defaults.Congestion,
            CustomParser = Parser("'newreno', 'cubic' or 'mixed'",
                static (string text, out CongestionChoice value) => Enum.TryParse(text, ignoreCase: true, out value) && !char.IsAsciiDigit(text[0])),
        };
        Option<string> directory = new("--directory")
        {
            HelpName = "DIR",
            Description = "Where the traces and the database go; a second run adds to them",
            DefaultValueFactory = _ => defaults.Directory,
        };
        Option<bool> noExplorer = new("--no-explorer") { Description = "Do not serve the explorer" };
        Option<int> port = Number("--port", "N", "The explorer's port, or the next that is free; 0 for any", defaults.Port, 0, ushort.MaxValue);
        Option<int> seed = Number("--seed", "N", "Decides contents, sizes, and which datagrams the link loses", defaults.Seed, 0, int.MaxValue);
        RootCommand command = new("Transfers data over UDP and a bad link, traces every packet, and shows it.")
        {
            duration, connections, loss, reorder, delay, bandwidth, congestion, directory, noExplorer, port, seed,
        };
        command.SetAction((parsed, _) => run(new DemoOptions
        {
            Duration = parsed.GetValue(duration),
            Connections = parsed.GetValue(connections),
            Loss = parsed.GetValue(loss),
            Reorder = parsed.GetValue(reorder),
            Delay = parsed.GetValue(delay),
            Bandwidth = parsed.GetValue(bandwidth),
            Congestion = parsed.GetValue(congestion),
            Directory = parsed.GetValue(directory)!,
            Explorer = !parsed.GetValue(noExplorer),
            Port = parsed.GetValue(port),
            Seed = parsed.GetValue(seed),
        }));
        return command;
    }

    private delegate bool TryParse<T>(string text, out T value);

    private static Option<int> Number(string name, string helpName, string description, int byDefault, int min, int max) => new(name)
    {
        HelpName = helpName,
        Description = description,
        DefaultValueFactory = _ => byDefault,
        CustomParser = Parser($"a whole number from {min} to {max}", (string text, out int value) =>
            int.TryParse(text, System.Globalization.NumberStyles.None, null, out value) && value >= min && value <= max),
    };

    private static Func<ArgumentResult, T?> Parser<T>(string expected, TryParse<T> tryParse) => result =>
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (tryParse(text, out T value))
        {
            return value;
        }

        string option = (result.Parent as OptionResult)?.Option.Name ?? "";
        result.AddError($"{option} {text}: '{text}' is not {expected}.");
        return default;
    };
}
