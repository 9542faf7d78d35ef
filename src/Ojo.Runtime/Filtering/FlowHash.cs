using System.Runtime.CompilerServices;

namespace Ojo.Filtering;

/// <summary>Decides by a flow's id alone whether it is one of those that are recorded, so that all who record it agree.</summary>
/// <remarks>
/// Two multiplications with a shift between them: every bit of the id changes the upper half of the hash, and no two ids have
/// the same one. Flow 0 has 0 and is always among those that are recorded. docs/FORMAT.md has it for others to do likewise.
/// </remarks>
internal static class FlowHash
{
    /// <summary>The most flows of which one may be asked for.</summary>
    public const int MostFlows = 1_000_000;

    private const uint First = 0x85EBCA6B;
    private const uint Second = 0xC2B2AE35;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(uint flowId)
    {
        uint hash = flowId * First;
        return (hash ^ (hash >> 13)) * Second;
    }

    /// <summary>The largest hash of a flow that is recorded, where one in so many is. Who is one in many is one in fewer, too.</summary>
    public static uint LargestOf(int oneIn) => uint.MaxValue / (uint)oneIn;
}
