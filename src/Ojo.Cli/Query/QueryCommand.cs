using System.CommandLine;
using Ojo.Cli.Rows;
using Ojo.Storage;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Query;

/// <summary>The command that asks a store, in SQL or in the language of filters.</summary>
internal static class QueryCommand
{
    private static readonly string[] s_sqlWords =
    [
        "SELECT", "WITH", "VALUES", "EXPLAIN",
        // None of these is run: the store says that it only reads, which tells more than that no event has the word in it.
        "INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "PRAGMA", "ATTACH", "VACUUM",
    ];

    public static Command Create(TextWriter output, TextWriter error)
    {
        var text = new Argument<string>("QUERY") { Description = "A SELECT (docs/STORE.md names the tables), or a filter (docs/FILTER.md); an empty one is every event" };
        var databasePath = new Option<string>("--db-path") { Description = "The store, a file or a directory; it is only read", HelpName = "PATH", Required = true, CustomParser = OptionText.ParseText };
        var format = new Option<string>("--format") { Description = "How rows are printed", HelpName = "table|csv|json", DefaultValueFactory = static _ => RowFormat.Table };
        format.CompletionSources.Add(RowFormat.Table, RowFormat.Csv, RowFormat.Json);
        var count = new Option<bool>("--count") { Description = "Print only how many rows or events there are" };
        var command = new Command(
            "query",
            "Asks a store, and prints rows as they are found. What begins with SELECT, WITH, VALUES or EXPLAIN is SQL; all else is a filter.")
        {
            text, databasePath, format, count,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(format)?.Tokens is [{ Value: var word }] && word is not (RowFormat.Table or RowFormat.Csv or RowFormat.Json))
            {
                result.AddError($"--format: rows cannot be printed as '{word}'; write table, csv or json.");
            }
        });
        command.SetAction(parsed => CommandRun.Of(error, cancellation => Run(
            parsed.GetRequiredValue(text), parsed.GetRequiredValue(databasePath), RowFormat.Open(parsed.GetRequiredValue(format), output), parsed.GetValue(count), error, cancellation)));
        return command;
    }

    private static int Run(string text, string path, IRowWriter rows, bool isCount, TextWriter error, CancellationToken cancellation)
    {
        bool isSql = IsSql(text);
        try
        {
            Filter? filter = isSql ? null : Filter.Parse(text);
            using IStoreReader store = OjoStore.OpenReader(path);
            IReadOnlyList<MissingPart> missing = isSql
                ? RunSql(store, text, rows, isCount, cancellation)
                : EventList.Write(store, filter!, rows, isCount, cancellation);
            foreach (MissingPart part in missing)
            {
                CommandRun.Say(error, $"A part of the store could not be read, and the answer lacks what it holds: {part.Name}: {part.Reason}");
            }

            return missing.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (StoreSqlException exception)
        {
            Caret.Write(error, exception.Message, text, exception.Offset, exception.Length);
        }
        catch (FilterException exception)
        {
            Caret.Write(error, exception.Message, text, exception.Offset, exception.Length);
        }

        return ExitCode.Failed;
    }

    private static bool IsSql(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        foreach (string word in s_sqlWords)
        {
            if (start.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (start.Length == word.Length || !char.IsLetterOrDigit(start[word.Length]) && start[word.Length] is not ('_' or ':')))
            {
                return true;
            }
        }

        return start.StartsWith("--", StringComparison.Ordinal) || start.StartsWith("/*", StringComparison.Ordinal);
    }

    private static IReadOnlyList<MissingPart> RunSql(IStoreReader store, string text, IRowWriter rows, bool isCount, CancellationToken cancellation)
    {
        SqlLimits limits = new() { Rows = long.MaxValue, Bytes = long.MaxValue, Time = TimeSpan.FromDays(1), TemporaryFiles = 16L << 30, Memory = 256 << 20 };
        SqlResult result = store.QuerySql(new SqlQuery { Text = text, Limits = limits }, new SqlRows(isCount ? null : rows), cancellation);
        if (result.Stopped != SqlLimit.None)
        {
            throw new StoreQueryException($"The statement took too much ({result.Stopped}) and was ended: there may be more rows. Ask for fewer, or sort and group less.");
        }

        if (isCount)
        {
            WriteCount(rows, result.Rows);
        }
        else
        {
            rows.End();
        }

        return result.Missing;
    }

    /// <summary>Prints a count as the one row of the format.</summary>
    public static void WriteCount(IRowWriter rows, long count)
    {
        rows.Begin(["count"]);
        rows.Write([count]);
        rows.End();
    }
}
