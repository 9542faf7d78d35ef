namespace Ojo.Extensions.Tests.Hosting;

/// <summary>A service that has something to record at the very end.</summary>
internal sealed class RecordsWhenDisposed(Tracer tracer) : IDisposable
{
    public void Dispose() => tracer.RecordPacketSent(1, 43);
}
