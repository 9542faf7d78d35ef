using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests.Support;

/// <summary>A directory with a tracer's output in it, and a store that <c>ojo watch</c> has made of that. Its path has a space and letters beyond ASCII.</summary>
internal sealed class SmallStore : IDisposable
{
    public const int Events = 700;

    private readonly TemporaryDirectory _root = new();

    private SmallStore()
    {
        Root = Directory.CreateDirectory(_root["ein Weg ö"]).FullName;
        Output = Directory.CreateDirectory(Path.Combine(Root, "output")).FullName;
    }

    public string Root { get; }

    public string Output { get; }

    public string Database => Path.Combine(Root, "store.db");

    /// <summary>700 packets sent on seven flows, a microsecond apart.</summary>
    public static async Task<SmallStore> MakeAsync()
    {
        SmallStore store = new();
        TraceFileBuilder trace = new();
        for (int n = 0; n < Events; n++)
        {
            trace.Add((ulong)n, (uint)(n % 7), 0x002, (ulong)n);
        }

        await File.WriteAllBytesAsync(Path.Combine(store.Output, "a.bin"), trace.ToBytes());
        ProgramEnd end = await OjoProcess.RunAsync("watch", "--input-dir", store.Output, "--db-path", store.Database);
        Assert.Equal((0, ""), (end.Code, end.Output));
        return store;
    }

    public void Dispose() => _root.Dispose();
}
