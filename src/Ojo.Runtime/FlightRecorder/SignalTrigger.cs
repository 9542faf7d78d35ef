using System.Globalization;
using System.Runtime.InteropServices;

namespace Ojo.FlightRecorder;

/// <summary>Asks for a snapshot at a signal, and keeps the signal from ending the process.</summary>
/// <remarks>
/// The host's own handlers of the signal are called as well, and no other signal is touched. Handlers run on the thread pool:
/// where that has no thread to spare the snapshot waits for one.
/// </remarks>
internal static class SignalTrigger
{
    private const string IgnoredSignals = "SigIgn:";

    /// <exception cref="PlatformNotSupportedException">There is no such signal here.</exception>
    public static PosixSignalRegistration Listen(SnapshotSignal signal, SnapshotRequests requests) =>
        PosixSignalRegistration.Create(NumberOf(signal), context =>
        {
            // Without this, what the signal does to a process that does not know it would follow.
            context.Cancel = true;
            requests.AddUnattended("signal " + signal.ToString().ToUpperInvariant());
        });

    /// <summary>Whether the process ignores a signal that it listens for: .NET leaves SIGINT and SIGQUIT ignored where whoever started the process had them so.</summary>
    public static bool IsIgnored(SnapshotSignal signal)
    {
        try
        {
            string? ignored = OperatingSystem.IsLinux()
                ? File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith(IgnoredSignals, StringComparison.Ordinal))
                : null;
            return ignored is not null
                && ulong.TryParse(ignored.AsSpan(IgnoredSignals.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong mask)
                && (mask >> (LinuxNumberOf(signal) - 1) & 1) != 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int LinuxNumberOf(SnapshotSignal signal) => signal == SnapshotSignal.SigQuit ? 3 : (int)NumberOf(signal);

    // .NET names few signals, and takes the system's numbers for the others.
    private static PosixSignal NumberOf(SnapshotSignal signal) => signal switch
    {
        SnapshotSignal.SigUsr1 => (PosixSignal)(IsBsd ? 30 : 10),
        SnapshotSignal.SigUsr2 => (PosixSignal)(IsBsd ? 31 : 12),
        _ => PosixSignal.SIGQUIT,
    };

    private static bool IsBsd => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD();
}
