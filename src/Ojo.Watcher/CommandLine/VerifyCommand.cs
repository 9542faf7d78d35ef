using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ojo.Storage;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Verification;

namespace Ojo.Watcher.CommandLine;

/// <summary>The command that looks whether a store is whole.</summary>
internal static class VerifyCommand
{
    // Ended by SIGINT, as shells say it.
    private const int Interrupted = 130;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var databasePath = new Option<string>("--db-path") { Description = "The store, a file or a directory", HelpName = "PATH", Required = true, CustomParser = OptionText.ParseText };
        var json = new Option<bool>("--json") { Description = "Print one object on standard output" };
        var command = new Command("verify", "Reads everything in a store and says what is not as it was written; exit code 0 if it is whole, else 1.")
        {
            databasePath, json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(databasePath), parsed.GetValue(json), output, error));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool json, TextWriter output, TextWriter error)
    {
        using Interruption interruption = new();
        try
        {
            StoreVerdict verdict = await Task.Run(() => SqliteStore.Verify(path, interruption.Token), interruption.Token);
            await output.WriteLineAsync(json ? Json(verdict) : Text(path, verdict));
            return verdict.IsWhole ? 0 : 1;
        }
        catch (StoreUnavailableException exception)
        {
            await error.WriteLineAsync(PrintableText.Of(exception.Message));
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted.");
            return Interrupted;
        }

        return 1;
    }

    private static string Text(string path, StoreVerdict verdict)
    {
        string counted = string.Create(CultureInfo.InvariantCulture, $"{verdict.Events:N0} events of {verdict.Flows:N0} flows in {verdict.Blocks:N0} blocks, {verdict.Files:N0} files, {verdict.Runs:N0} runs");
        string older = verdict.Unchecked > 0
            ? string.Create(CultureInfo.InvariantCulture, $" {verdict.Unchecked:N0} blocks have no checksum: an older Ojo wrote them.")
            : "";
        if (verdict.IsWhole)
        {
            return $"{path} is whole: {counted}.{older}";
        }

        string more = verdict.FaultCount > verdict.Faults.Count ? $"\n… and {verdict.FaultCount - verdict.Faults.Count} more." : "";
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join('\n', verdict.Faults.Select(static fault => PrintableText.Of(fault.ToString())))}{more}\n{path} is damaged: {verdict.FaultCount:N0} {(verdict.FaultCount == 1 ? "fault" : "faults")}; {counted}.{older}");
    }

    private static string Json(StoreVerdict verdict) => JsonSerializer.Serialize(new
    {
        whole = verdict.IsWhole,
        files = verdict.Files,
        runs = verdict.Runs,
        flows = verdict.Flows,
        blocks = verdict.Blocks,
        events = verdict.Events,
        @unchecked = verdict.Unchecked,
        faultCount = verdict.FaultCount,
        faults = verdict.Faults.Select(static fault => new { where = fault.Where, what = fault.What }),
    });
}
