namespace Ojo.Storage.Tests.Support;

/// <summary>An event of the reference store, with what its place among others is decided by.</summary>
internal sealed record ReferenceEvent(int ProcessId, int File, int Position, ulong FlowId, long Ns, uint Type, ulong[] Words)
{
    public ulong Bits(int offset, int width) => (Words[0] >> offset) & (width == 64 ? ulong.MaxValue : (1UL << width) - 1);
}
