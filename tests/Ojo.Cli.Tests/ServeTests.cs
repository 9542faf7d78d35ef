using Ojo.Cli.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class ServeTests
{
    [Fact]
    public async Task It_serves_the_page_and_ends_when_interrupted()
    {
        using SmallStore store = await SmallStore.MakeAsync();
        using OjoProcess process = new(new Dictionary<string, string>(), "serve", "--db-path", store.Database, "--port", "0");
        string line = (await process.Output.ReadLineAsync())!;
        using HttpClient client = new() { BaseAddress = new Uri(line.Split(' ')[^1]) };

        string page = await client.GetStringAsync("/");
        string stats = await client.GetStringAsync("/api/stats");
        await process.InterruptAsync();

        Assert.Contains("<script", page, StringComparison.Ordinal);
        Assert.Contains("\"PACKET_SENT\"", stats, StringComparison.Ordinal);
        Assert.Equal(0, (await process.EndAsync()).Code);
    }

    [Fact]
    public async Task A_key_without_its_certificate_is_wrong_usage_by_the_commands_name()
    {
        ProgramEnd end = await OjoProcess.RunAsync("serve", "--db-path", "x", "--certificate-key", "y");

        Assert.Equal((2, ""), (end.Code, end.Output));
        Assert.StartsWith("ojo serve: ", end.Error, StringComparison.Ordinal);
    }
}
