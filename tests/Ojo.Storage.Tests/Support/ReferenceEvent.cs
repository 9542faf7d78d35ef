namespace Ojo.Storage.Tests.Support;

/// <summary>An event of the reference store, with what its place among others is decided by.</summary>
internal sealed record ReferenceEvent(int ProcessId, int File, int Position, ulong FlowId, long Ns, uint Type, ulong[] Words)
{
    /// <summary>The order of a list: by time; at one time, by flow, file and place in the file.</summary>
    public static IComparer<ReferenceEvent> Order { get; } = Comparer<ReferenceEvent>.Create((left, right) =>
        (left.Ns, left.FlowId, left.File, left.Position).CompareTo((right.Ns, right.FlowId, right.File, right.Position)));

    public ulong Bits(int offset, int width) => (Words[0] >> offset) & (width == 64 ? ulong.MaxValue : (1UL << width) - 1);
}
