using System.Globalization;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests;

/// <summary>The numbers in docs/ARCHITECTURE.md are the code's, and the folders on its map are there.</summary>
public sealed class ArchitectureDocumentTests
{
    private static readonly string[] s_lines = RepositoryFiles.Read("docs", "ARCHITECTURE.md");

    [Fact]
    public void Its_numbers_are_those_of_the_code()
    {
        int at = Array.IndexOf(s_lines, "| what | value |");
        Assert.Equal(
            [
                $"| file header | {TraceFileHeader.ByteSize} bytes |",
                $"| record | {TraceRecord.ByteSize} bytes |",
                string.Create(CultureInfo.InvariantCulture, $"| chunk | {RingLayout.ChunkSize:N0} bytes: a header of {ChunkHeader.ByteSize}, and {RingLayout.ChunkRecords:N0} records |"),
                $"| built-in event types | {EventCatalogue.Providers.Single(static p => p.Name == "ojo").Events.Count} |",
            ],
            s_lines[(at + 2)..]);
    }

    [Fact]
    public void Every_folder_on_its_map_exists()
    {
        string[] folders = [.. s_lines.Where(static line => line.StartsWith("| `", StringComparison.Ordinal)).Select(static line => line.Split('`')[1])];
        Assert.NotEmpty(folders);
        Assert.All(folders, static folder => Assert.True(Directory.Exists(RepositoryFiles.PathOf(folder)), $"There is no folder {folder}."));
    }
}
