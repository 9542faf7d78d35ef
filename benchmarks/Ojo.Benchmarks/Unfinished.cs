using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Ojo.Benchmarks.Programs;

namespace Ojo.Benchmarks;

/// <summary>What must not stay behind when somebody ends the program: processes and gigabytes.</summary>
internal static class Unfinished
{
    private static readonly ConcurrentDictionary<IDisposable, bool> s_things = new();

    public static void Add(IDisposable thing) => s_things[thing] = true;

    public static void Remove(IDisposable thing) => s_things.TryRemove(thing, out _);

    /// <summary>From now on a signal disposes of what there is, processes before the files that they use, and ends the program.</summary>
    public static IDisposable EndBySignal(PosixSignal signal) => PosixSignalRegistration.Create(signal, static context =>
    {
        context.Cancel = true;
        foreach (IDisposable thing in s_things.Keys.OrderBy(static thing => thing is not MeasuredProcess))
        {
            thing.Dispose();
        }

        Environment.Exit(1);
    });
}
