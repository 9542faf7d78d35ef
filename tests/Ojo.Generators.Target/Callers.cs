using System.Runtime.CompilerServices;

namespace Ojo.Generators.Target;

/// <summary>Methods that do nothing but record, so that their machine code is a recorder's.</summary>
/// <remarks>They are compiled once and with all optimizations, when they are first called; by then their switches are there.</remarks>
internal static class Callers
{
    private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Optimized)]
    public static void MethodOne(Connection connection, ulong number) => connection.RecordMethodOne(number);

    [MethodImpl(Optimized)]
    public static void MethodTwo(Connection connection, ulong number) => connection.RecordMethodTwo(number, 1200, true);

    [MethodImpl(Optimized)]
    public static void ExtensionOne(Tracer tracer, ulong number) => tracer.RecordExtensionOne(1, number);

    [MethodImpl(Optimized)]
    public static void ExtensionTwo(Tracer tracer, ulong number) => tracer.RecordExtensionTwo(1, number, 1200, true);

    [MethodImpl(Optimized)]
    public static void ExtensionApart(Tracer tracer, ulong number) => tracer.RecordExtensionApart(1, number);

    [MethodImpl(Optimized)]
    public static void FileOne(Tracer tracer, ulong number) => tracer.RecordFileOne(1, number);

    [MethodImpl(Optimized)]
    public static void FileTwo(Tracer tracer, ulong number) => tracer.RecordFileTwo(1, number, 1200, true);
}
