using System.Runtime.InteropServices;

namespace Ojo.Watcher.Statistics;

/// <summary>Tells the log a watcher's statistics whenever the process gets SIGUSR1, which otherwise would end it.</summary>
internal sealed class StatisticsSignal : IDisposable
{
    private readonly PosixSignalRegistration _registration;

    private StatisticsSignal(PosixSignalRegistration registration) => _registration = registration;

    /// <returns>Null where it is not asked for, or where there is no such signal.</returns>
    public static StatisticsSignal? Listen(WatcherOptions options, WatcherActivity activity)
    {
        if (!options.StatisticsOnSignal || OperatingSystem.IsWindows() || options.Log is not Action<string> log)
        {
            return null;
        }

        // .NET has no name for it; its number is 10 on Linux and 30 on macOS.
        int signal = OperatingSystem.IsMacOS() ? 30 : 10;
        return new StatisticsSignal(PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            log(StatisticsText.Of(activity, options));
        }));
    }

    public void Dispose() => _registration.Dispose();
}
