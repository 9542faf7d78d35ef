using Ojo.Storage;
using Ojo.Watcher;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli;

/// <summary>Runs what a command does: a sentence and an exit code for what goes wrong, and an end when it is interrupted.</summary>
internal static class CommandRun
{
    public static int Of(TextWriter error, Func<CancellationToken, int> run)
    {
        using Interruption interruption = new();
        try
        {
            return run(interruption.Token);
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (ArgumentException exception)
        {
            Say(error, exception.ParamName is { } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message);
            return ExitCode.WrongUsage;
        }
        catch (IOException exception) when (StandardOutput.IsClosed(exception))
        {
            // Whoever read the output has seen enough of it.
            return ExitCode.Ok;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreQueryException or IOException or UnauthorizedAccessException)
        {
            Say(error, exception.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Says a sentence on standard error, in which nothing acts on a terminal.</summary>
    public static void Say(TextWriter error, string sentence) => error.WriteLine($"ojo: {PrintableText.Of(sentence)}");
}
