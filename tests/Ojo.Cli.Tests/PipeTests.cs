using Ojo.Cli.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class PipeTests : StoreTests
{
    [Theory]
    [InlineData("query", "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n", "--format", "csv")]
    [InlineData("tail", "", "--lines", "700")]
    public async Task A_command_ends_in_peace_when_nobody_reads_it_any_more(params string[] arguments)
    {
        using OjoProcess process = new(new Dictionary<string, string>(), [.. arguments, "--db-path", Store.Database]);
        Assert.NotNull(await process.Output.ReadLineAsync());

        process.Output.Close();
        while (arguments[0] == "tail" && !process.HasExited)
        {
            // It notices with the next event.
            await File.WriteAllBytesAsync(Path.Combine(Store.Output, $"{Guid.NewGuid():N}.bin"), new Ojo.Storage.Tests.Support.TraceFileBuilder().Add(1000, 1, 0x002, (ulong)Random.Shared.Next()).ToBytes());
            Assert.Equal(0, (await OjoProcess.RunAsync("watch", "--input-dir", Store.Output, "--db-path", Store.Database)).Code);
        }

        Assert.Equal((0, ""), await process.EndUnreadAsync());
    }

    [Fact]
    public async Task What_is_appended_to_a_file_stands_after_what_is_there()
    {
        string file = Path.Combine(Store.Root, "rows.csv");
        string query = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Ojo.Cli.dll")}' query 'SELECT 1 AS a' --format csv --db-path '{Store.Database}'";

        ProgramEnd end = await Shell.RunAsync($"{{ echo before; {query}; {query}; echo after; }} > '{file}'");

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Equal("before\na\r\n1\r\na\r\n1\r\nafter\n", await File.ReadAllTextAsync(file));
    }
}
