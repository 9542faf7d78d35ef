namespace Ojo.Cli.Rows;

/// <summary>How rows are printed.</summary>
internal static class RowFormat
{
    public const string Table = "table";
    public const string Csv = "csv";
    public const string Json = "json";

    public static IRowWriter Open(string format, TextWriter output) => format switch
    {
        Csv => new CsvRowWriter(output, isTerminal: !Console.IsOutputRedirected),
        Json => new JsonRowWriter(output),
        _ => new TableRowWriter(output),
    };
}
