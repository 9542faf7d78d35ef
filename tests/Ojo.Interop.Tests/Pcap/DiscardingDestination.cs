using Ojo.Format;
using Ojo.Interop.Importing;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Pcap;

/// <summary>Keeps no file that is made.</summary>
internal sealed class DiscardingDestination : ITraceFileDestination
{
    private readonly TemporaryDirectory _directory = new();

    public string PathOf(TraceFileName name) => _directory[name.ToString()];

    public void AddSchema(ulong hash, byte[] json)
    {
    }

    public void AddRun(RunDescription run)
    {
    }

    public void Take(TraceFileName name, Action<bool> tell)
    {
        File.Delete(PathOf(name));
        tell(true);
    }

    public void Finish()
    {
    }

    public void Dispose() => _directory.Dispose();
}
