using System.Globalization;
using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.Recording;
using Ojo.Strings;

namespace Ojo.Runtime.Tests.Configuration;

/// <summary>docs/RECORDING.md lists the options that there are, and describes the ring file as it is.</summary>
public sealed class RecordingDocumentTests
{
    [Fact]
    public void Every_option_is_in_the_table_with_its_variable()
    {
        string[] documented = [.. RepositoryFiles.Read("docs", "RECORDING.md")
            .SkipWhile(static line => !line.StartsWith("| option |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(static cells => $"{cells[1].Trim('`')} {cells[3].Split(':')[0].Trim('`')}".Trim())];
        string[] declared = [.. typeof(TracerOptions).GetProperties()
            .Select(static property => property.Name is nameof(TracerOptions.OnWarning) or nameof(TracerOptions.SnapshotConditions) ? property.Name : $"{property.Name} {VariableOf(property.Name)}")];
        Assert.Equal(declared.Order(), documented.Order());
    }

    [Fact]
    public void The_ring_file_is_as_the_page_describes_it()
    {
        string page = string.Join('\n', RepositoryFiles.Read("docs", "RECORDING.md"));
        string[] described =
        [
            $"| header | 0 | {Number(RingHeader.ByteSize)} |",
            $"| clock | {Number((int)RingLayout.ClockOffset)} | {Number(ClockPage.ByteSize)} |",
            $"up to {ClockTable.MostAnchors} anchors",
            $"| lane slots | at {At("LanesOffset")}: `LanesOffset` | {LaneSlot.ByteSize} for each; at {At("LaneCapacity")}: how many |",
            $"| strings | at {At("StringsOffset")}: `StringsOffset` | at {At("StringsCapacity")}: `StringsCapacity` |",
            $"| chunks | at {At("ChunksOffset")}: `ChunksOffset` | {Number(RingLayout.ChunkSize)} for each; at {At("ChunkCapacity")}: how many, at {At("ChunksPrepared")}:",
            $"at {At("Layout")} the layout's number, {RingHeader.CurrentLayout};",
            $"At {At("StringsCommitted")} in the header: how many bytes of whole definitions",
            $"`{StringTable.Refused}`",
            $"of at most\n{Number(Tracer.MostTextBytes)} bytes in UTF-8",
            $"at most {Number(Tracer.MostWords)} less {TextEvent.MostTextRecords} for each text",
        ];
        Assert.All(described, words => Assert.Contains(words, page, StringComparison.Ordinal));

        static nint At(string field) => Marshal.OffsetOf<RingHeader>(field);
        static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static string VariableOf(string option) =>
        "OJO_" + System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(option);
}
