using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Ojo.Interop.Tests.Parquet;

/// <summary>DuckDB, which npm brings: a reader and writer of Parquet that nobody here wrote.</summary>
internal static class DuckDb
{
    private static readonly string s_directory = Path.Combine(AppContext.BaseDirectory, "Parquet", "duckdb");
    private static readonly Lazy<string?> s_absent = new(Install);

    /// <summary>The rows of the last of some statements, a text for each value; the test is skipped where npm cannot get DuckDB.</summary>
    public static string?[][] Query(params IEnumerable<string> statements)
    {
        Assert.SkipWhen(s_absent.Value is not null, s_absent.Value ?? "");
        (int exit, string output, string error) = Run("node", ["query.mjs"], string.Join("\n;\n", statements));
        Assert.True(exit == 0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => JsonSerializer.Deserialize<string?[]>(row)!)];
    }

    /// <summary>The only value of the only row.</summary>
    public static string? Value(params IEnumerable<string> statements) => Assert.Single(Assert.Single(Query(statements)));

    private static string? Install()
    {
        try
        {
            (int exit, string output, string error) = Directory.Exists(Path.Combine(s_directory, "node_modules", "@duckdb"))
                ? (0, "", "")
                : Run("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund"], "");
            return exit == 0 ? null : $"npm cannot get @duckdb/node-api: {output} {error}";
        }
        catch (Win32Exception exception)
        {
            return $"There is no npm: {exception.Message}";
        }
    }

    private static (int Exit, string Output, string Error) Run(string program, IEnumerable<string> arguments, string input)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = s_directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
