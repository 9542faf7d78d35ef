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
    private static readonly Option<string[]> s_corsOrigin = new("--cors-origin") { Description = "Another site whose pages may ask, as in https://grafana.example; may be given several times.", HelpName = "ORIGIN", DefaultValueFactory = static _ => [] };
    private static readonly Option<string?> s_certificate = new("--certificate") { Description = "Serve HTTPS with this certificate, a PEM or .pfx file; its password is OJO_CERTIFICATE_PASSWORD.", HelpName = "FILE" };
    private static readonly Option<string?> s_certificateKey = new("--certificate-key") { Description = "The certificate's private key, a PEM file.", HelpName = "FILE" };
    private static readonly Option<int?> s_rateLimit = new("--rate-limit") { Description = "Requests a second that one client may make; 0 for any number. 300 where other machines can reach the explorer, else none.", HelpName = "NUMBER" };
    private static readonly Option<string?> s_plugins = new("--plugins") { Description = "A directory of ES modules that add panels to the page.", HelpName = "DIRECTORY" };
    private static readonly Option<bool> s_allowImport = new("--allow-import") { Description = "Let who may look also take files of other programs' traces into the store." };
    private static readonly Option<bool> s_verbose = new("--verbose") { Description = "Log more." };

    private const string Summary = "Looks at a store of traces: serves a web API and a page.";

    /// <summary>The command, its options and what it does.</summary>
    public static RootCommand Create()
    {
        RootCommand command = new(Summary);
        Describe(command, "ojo-explorer");
        return command;
    }

    /// <summary>The same as a command of a program that has others.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="program">What complaints begin with.</param>
    public static Command Create(string name, string program)
    {
        Command command = new(name, Summary);
        Describe(command, program);
        return command;
    }

    private static void Describe(Command command, string program)
    {
        Option[] options =
        [
            s_dbPath, s_tenant, s_tracesDir, s_port, s_host, s_token, s_allowAnonymous, s_allowedHost,
            s_corsOrigin, s_certificate, s_certificateKey, s_rateLimit, s_plugins, s_allowImport, s_verbose,
        ];
        Array.ForEach(options, command.Add);
        command.SetAction((parsed, cancellation) => ExplorerProgram.ServeAsync(() => OptionsOf(parsed), program, cancellation));
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
        CorsOrigins = parsed.GetRequiredValue(s_corsOrigin),
        Certificate = CertificateOf(parsed),
        RequestsPerSecond = parsed.GetValue(s_rateLimit),
        PluginsDirectory = parsed.GetValue(s_plugins),
        AllowImport = parsed.GetValue(s_allowImport),
        OwnsProcess = true,
        ConfigureLogging = parsed.GetValue(s_verbose) ? LogVerbosely : LogBriefly,
    };

    // What containers with .NET in them are given a certificate by serves here too.
    private static ServerCertificate? CertificateOf(ParseResult parsed) =>
        (parsed.GetValue(s_certificate) ?? Setting("Path")) is { } path
            ? new ServerCertificate
            {
                Path = path,
                KeyPath = parsed.GetValue(s_certificateKey) ?? Setting("KeyPath"),
                Password = Environment.GetEnvironmentVariable("OJO_CERTIFICATE_PASSWORD") ?? Setting("Password"),
            }
            : parsed.GetValue(s_certificateKey) is null ? null : throw new ArgumentException("A key alone proves nothing: give its certificate, too (--certificate).");

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable($"Kestrel__Certificates__Default__{name}") ?? Environment.GetEnvironmentVariable($"ASPNETCORE_Kestrel__Certificates__Default__{name}");

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
