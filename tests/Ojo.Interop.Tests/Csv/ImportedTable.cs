using System.Text;
using Ojo.Interop.Csv.Import;

namespace Ojo.Interop.Tests.Csv;

/// <summary>Tables that are written for a test.</summary>
internal static class ImportedTable
{
    public static ImportedText Of(string text, string? map = null) => new(Encoding.UTF8.GetBytes(text), "table.csv", map is null ? new CsvImporter() : new CsvImporter(map));

    /// <summary>Why a table is not taken in.</summary>
    public static string FailureOf(string text, string? map = null)
    {
        using ImportedText table = Of(text, map);
        Assert.Equal(0, table.File.Events);
        Assert.NotNull(table.File.Failure);
        return table.File.Failure;
    }
}
