using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;


namespace Ojo.Explorer.Hosting;

/// <summary>The explorer's command line.</summary>
internal static class ExplorerCommand
{
    private static readonly Option<string> s_dbPath = new("--db-path") { Description = "The store, a file or a directory; it may appear later.", Required = true, HelpName = "PATH" };
    private static readonly Option<string?> s_tenant = new("--tenant") { Description = "Show the traces of this tenant, and no others'.", HelpName = "NAME" };
    private static readonly Option<string?> s_tracesDir = new("--traces-dir") { Description = "The trace directory whose snapshots are listed.", HelpName = "DIRECTORY" };
    private static readonly Option<int> s_port = new("--port") { Description = "The port to listen on; 0 takes a free one.", DefaultValueFactory = static _ => 8080 };
    private static readonly Option<string> s_host = new("--host") { Description = "The address to listen on; * for every address of this machine.", DefaultValueFactory = static _ => "127.0.0.1", HelpName = "ADDRESS" };
    private static readonly Option<string?> s_token = new("--token") { Description = "What clients must show; also taken from OJO_TOKEN, which other users of this machine cannot see." };
    private static readonly Option<bool> s_allowAnonymous = new("--allow-anonymous") { Description = "Answer other machines without a token." };
    private static readonly Option<string[]> s_allowedHost = new("--allowed-host") { Description = "Another name that clients may know this server by; may be given several times.", HelpName = "NAME", DefaultValueFactory = static _ => [] };
    private static readonly Option<bool> s_verbose = new("--verbose") { Description = "Log more." };

    /// <summary>The command, its options and what it does.</summary>
    public static RootCommand Create()
    {
        RootCommand command = new("Looks at a store of traces: serves a web API and a page.")
        {
            s_dbPath, s_tenant, s_tracesDir, s_port, s_host, s_token, s_allowAnonymous, s_allowedHost, s_verbose,
        };
        command.SetAction(static (parsed, cancellation) => ExplorerProgram.ServeAsync(OptionsOf(parsed), cancellation));
        return command;
    }

    private static ExplorerOptions OptionsOf(ParseResult parsed) => new()
    {
        DatabasePath = parsed.GetRequiredValue(s_dbPath),
        Tenant = parsed.GetValue(s_tenant),
        TracesDirectory = parsed.GetValue(s_tracesDir),
        Port = parsed.GetRequiredValue(s_port),
        Host = parsed.GetRequiredValue(s_host),
        Token = parsed.GetValue(s_token) ?? Environment.GetEnvironmentVariable("OJO_TOKEN"),
        AllowAnonymous = parsed.GetValue(s_allowAnonymous),
        AllowedHosts = parsed.GetRequiredValue(s_allowedHost),
        OwnsProcess = true,
        ConfigureLogging = parsed.GetValue(s_verbose) ? LogVerbosely : LogBriefly,
    };

    private static void LogVerbosely(ILoggingBuilder logging) => LogToStandardError(logging, LogLevel.Debug);

    private static void LogBriefly(ILoggingBuilder logging) => LogToStandardError(logging, LogLevel.Warning);

    // Standard output belongs to the line that says where the explorer listens.
    private static void LogToStandardError(ILoggingBuilder logging, LogLevel least) => logging
        .SetMinimumLevel(least)
        .AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}
