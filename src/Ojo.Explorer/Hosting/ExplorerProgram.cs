using System.CommandLine;
using System.Runtime.InteropServices;
using Ojo.Storage;

namespace Ojo.Explorer.Hosting;

/// <summary>The explorer as a program: exit codes, signals, standard output and error.</summary>
internal static class ExplorerProgram
{
    private const int Ok = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Does what the command line says.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = ExplorerCommand.Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"ojo-explorer: {error.Message}").ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync("ojo-explorer --help lists the options.").ConfigureAwait(false);
            return WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null })
            .ConfigureAwait(false);
    }

    /// <summary>Serves until a signal ends it.</summary>
    /// <param name="asked">What the command line asks for.</param>
    /// <param name="program">What complaints begin with.</param>
    /// <param name="cancellation">Ends it too.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(Func<ExplorerOptions> asked, string program, CancellationToken cancellation)
    {
        TaskCompletionSource signalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            ExplorerOptions options = asked();
            OjoExplorer explorer = await OjoExplorer.StartAsync(options, cancellation).ConfigureAwait(false);
            await using (explorer.ConfigureAwait(false))
            {
                await Console.Out.WriteLineAsync($"Listening on {explorer.Address.GetLeftPart(UriPartial.Authority)}").ConfigureAwait(false);
                await Console.Out.FlushAsync(cancellation).ConfigureAwait(false);
                if (options is { Token: not null, Certificate: null } && !ListenAddress.Parse(options.Host, options.Port).IsLoopback)
                {
                    await Console.Error.WriteLineAsync("The token travels unencrypted: give a certificate (--certificate), or listen on 127.0.0.1 behind a proxy that has one.").ConfigureAwait(false);
                }

                if (!OjoStore.Exists(options.StorePath))
                {
                    await Console.Error.WriteLineAsync($"Waiting for {options.StorePath}: there is no such store yet.").ConfigureAwait(false);
                }

                await signalled.Task.WaitAsync(cancellation).ConfigureAwait(false);
            }

            return Ok;
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"{program}: {OneSentence(exception)}").ConfigureAwait(false);
            return WrongUsage;
        }
        catch (ExplorerStartException exception)
        {
            await Console.Error.WriteLineAsync($"{program}: {exception.Message}").ConfigureAwait(false);
            return Failed;
        }

        void End(PosixSignalContext context)
        {
            // The process ends by returning from Main, with its exit code, not by the signal.
            context.Cancel = true;
            signalled.TrySetResult();
        }
    }

    // An ArgumentException appends the name of a parameter, which is nothing to who typed a command.
    private static string OneSentence(ArgumentException exception) =>
        exception.ParamName is { } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message;
}
