using System.Text.Json;
using Ojo.Cli.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class SchemaTests : StoreTests
{
    [Fact]
    public async Task A_stores_events_are_listed_with_the_places_of_their_bits()
    {
        ProgramEnd end = await OjoProcess.RunAsync("schema", Store.Database);

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Contains("packet_number:u64@0+64", end.Output.Split('\n').Single(static line => line.Contains(" PACKET_SENT ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_printed_reads_as_what_it_was_and_what_is_otherwise_is_said()
    {
        string json = (await OjoProcess.RunAsync("schema", Store.Database, "--json")).Output;
        string same = Path.Combine(Store.Root, "same.json");
        string other = Path.Combine(Store.Root, "other.json");
        await File.WriteAllTextAsync(same, json);
        await File.WriteAllTextAsync(other, json.Replace("\"PACKET_SENT\"", "\"PACKET_\\u001bGONE\"", StringComparison.Ordinal));

        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(json).RootElement.ValueKind);
        Assert.Equal(new ProgramEnd(0, "", ""), await OjoProcess.RunAsync("schema", "diff", Store.Database, same));
        ProgramEnd end = await OjoProcess.RunAsync("schema", "diff", Store.Database, other);
        Assert.Equal((1, ""), (end.Code, end.Error));
        Assert.Equal(
            "- ojo 0x00000002 PACKET_SENT packet_number:u64@0+64\n+ ojo 0x00000002 PACKET_\\x1BGONE packet_number:u64@0+64\n", end.Output);
    }

    [Theory]
    [InlineData("none.json")]
    [InlineData("output")]
    [InlineData("broken.json")]
    public async Task What_has_no_schema_is_an_error(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(Store.Root, "broken.json"), "{\"format\":");

        ProgramEnd end = await OjoProcess.RunAsync("schema", Path.Combine(Store.Root, name));

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.StartsWith("ojo: ", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }
}
