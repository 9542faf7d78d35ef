using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class VerifyTests : StoreTests
{
    private const int ManyEvents = 2_000_000;

    [Fact]
    public async Task Interrupting_ends_it_with_130()
    {
        TraceFileBuilder trace = new();
        for (int n = 0; n < ManyEvents; n++)
        {
            trace.Add((ulong)n, (uint)(n % 1000), 0x002, (ulong)n);
        }

        await File.WriteAllBytesAsync(Path.Combine(Store.Output, "b.bin"), trace.ToBytes());
        Assert.Equal(0, (await OjoProcess.RunAsync("watch", "--input-dir", Store.Output, "--db-path", Store.Database)).Code);
        using OjoProcess verify = new(new Dictionary<string, string>(), "verify", "--db-path", Store.Database);
        while (!verify.HasOpened(Store.Database))
        {
            await Task.Yield();
        }

        await verify.InterruptAsync();

        Assert.Equal(new ProgramEnd(130, "", "Interrupted.\n"), await verify.EndAsync());
    }

    [Fact]
    public async Task What_is_whole_is_said_to_be() =>
        Assert.StartsWith($"{Store.Database} is whole: 700 events", (await OjoProcess.RunAsync("verify", "--db-path", Store.Database)).Output, StringComparison.Ordinal);
}
