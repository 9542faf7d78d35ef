using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Recording;

/// <summary>docs/RECORDING.md says where the fields of a ring file are.</summary>
public sealed class RingDocumentTests
{
    [Theory]
    [InlineData("| in the header |", typeof(RingHeader))]
    [InlineData("| in the clock's page |", typeof(ClockPage))]
    [InlineData("| in a clock table |", typeof(ClockTable))]
    [InlineData("| in a chunk |", typeof(ChunkHeader))]
    [InlineData("| in a lane slot |", typeof(LaneSlot))]
    public void The_fields_are_where_the_page_says(string heading, Type layout)
    {
        string[] documented = [.. RepositoryFiles.Read("docs", "RECORDING.md")
            .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(static cells => $"{cells[1].Trim('`')} {cells[2]}")];
        string[] declared = [.. layout.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(static field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} {field.GetCustomAttribute<FieldOffsetAttribute>()!.Value}"))];
        Assert.NotEmpty(documented);
        Assert.Subset(declared.ToHashSet(), documented.ToHashSet());
    }
}
