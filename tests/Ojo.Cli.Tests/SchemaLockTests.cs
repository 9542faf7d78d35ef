using Ojo.Cli.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class SchemaLockTests : StoreTests
{
    private const string Locked = "PACKET_SENT active - flow packet_number:u64:64\n";

    // The built-in events, as the project that declares them has locked them.
    private static readonly string s_lock = Path.Combine(AppContext.BaseDirectory, "events.lock");

    [Fact]
    public async Task Events_that_are_as_they_were_locked_need_no_word() =>
        Assert.Equal(new ProgramEnd(0, "", ""), await OjoProcess.RunAsync("schema", "check", Store.Database, s_lock));

    [Theory]
    [InlineData("PACKET_SENT active - flow packet_number:u64:32\n", 1, ": error OJO204: The payload of 'PACKET_SENT' changed")]
    [InlineData("PACKET_SENT_ONCE active - flow packet_number:u64:64\n", 0, ": warning OJO208: 'PACKET_SENT_ONCE' is gone and 'PACKET_SENT' has its id and payload")]
    [InlineData("PACKET_SENT\n", 1, "(5,1): error OJO209: ")]
    public async Task What_is_otherwise_is_said_as_a_build_says_it(string line, int code, string said)
    {
        string text = await File.ReadAllTextAsync(s_lock);
        Assert.Contains(Locked, text, StringComparison.Ordinal);
        string other = Path.Combine(Store.Root, "events.lock");
        await File.WriteAllTextAsync(other, text.Replace(Locked, line, StringComparison.Ordinal));

        ProgramEnd end = await OjoProcess.RunAsync("schema", "check", Store.Database, other);

        Assert.Equal((code, ""), (end.Code, end.Error));
        Assert.Contains(said, end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_not_there_is_said()
    {
        ProgramEnd end = await OjoProcess.RunAsync("schema", "check", Store.Database, Path.Combine(Store.Root, "none.lock"));

        Assert.Equal((1, ""), (end.Code, end.Output));
        Assert.Contains("a project's is called events.lock", end.Error, StringComparison.Ordinal);
    }
}
