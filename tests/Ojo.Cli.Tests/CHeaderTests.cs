using System.Text.Json;
using System.Text.Json.Nodes;
using Ojo.Cli.Tests.Support;
using Ojo.Package.Tests.Foreign;

namespace Ojo.Cli.Tests;

public sealed class CHeaderTests : StoreTests
{
    [Fact]
    public async Task A_program_in_C_writes_events_by_it_which_are_stored()
    {
        await File.WriteAllTextAsync(Path.Combine(Store.Root, "events.h"), (await OjoProcess.RunAsync("schema", Store.Database, "--c-header")).Output);
        await File.WriteAllTextAsync(Path.Combine(Store.Root, "main.c"), """
            #include <stdio.h>
            #include "events.h"

            int main(int argc, char **argv)
            {
                struct ojo_record records[16];
                struct ojo_trace_header header = ojo_begin(OJO_TRACE_NANOSECONDS, UINT64_C(1700000000000000000));
                struct ojo_record *end = ojo_packet_sent(records, 10, 7, 4242);
                FILE *file = fopen(argv[argc - 1], "wb");
                fwrite(&header, sizeof header, 1, file);
                fwrite(records, sizeof *records, (size_t)(end - records), file);
                return fclose(file);
            }

            """);
        string program = Path.Combine(Store.Root, "writer");
        await CProgram.CompileAsync("gcc", Store.Root, Path.Combine(Store.Root, "main.c"), program);
        Assert.Equal(0, (await Shell.RunAsync($"'{program}' '{Path.Combine(Store.Output, "c.bin")}'")).Code);

        Assert.Equal(0, (await OjoProcess.RunAsync("watch", "--input-dir", Store.Output, "--db-path", Store.Database)).Code);

        Assert.Contains("\n7,4242\r\n", (await OjoProcess.RunAsync("query", "SELECT flow_id, packet_number FROM packet_sent WHERE packet_number > 1000", "--format", "csv", "--db-path", Store.Database)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "\"A */ system(0); /*\"")]
    [InlineData("fields", """[{"name":"a; b","type":"u64","bits":64}]""")]
    [InlineData("fields", """[{"name":"a","type":"u64","bits":100}]""")]
    [InlineData("fields", """[{"name":"a","type":"u64","offset":64,"bits":64},{"name":"b","type":"u64","offset":0,"bits":8}]""")]
    public async Task What_no_declaration_can_have_made_becomes_no_code(string key, string value)
    {
        JsonObject one = new() { ["id"] = 0x00010001, ["name"] = "A", ["category"] = "X" };
        one[key] = JsonNode.Parse(value);
        string schema = Path.Combine(Store.Root, "schema.json");
        await File.WriteAllTextAsync(schema, JsonSerializer.Serialize(new { format = 1, providers = new[] { new { provider = "game", events = new[] { one } } } }));

        ProgramEnd end = await OjoProcess.RunAsync("schema", schema, "--c-header");

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.Contains("was not declared with Ojo", end.Error, StringComparison.Ordinal);
    }
}
