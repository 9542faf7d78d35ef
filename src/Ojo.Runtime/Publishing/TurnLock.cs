using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Publishing;

/// <summary>
/// The lock by which those who bring events from one ring into files take turns: its own process, whoever takes a snapshot
/// of that from outside, and whoever salvages it.
/// </summary>
/// <remarks>
/// Nobody who records knows of it. It belongs to the open file: the system takes it back however its holder dies. It has nothing to do
/// with <see cref="FileLock"/>, which a process holds as long as it lives. Without Linux there is none, and nobody but the process
/// itself and its salvager touches the ring.
/// </remarks>
internal static class TurnLock
{
    private const int MillisecondsBetween = 1;

    private const int ErrorAccess = 13;

    /// <summary>Whether turns can be taken of a file: not without Linux, and not on every file system.</summary>
    public static bool IsPossible(SafeFileHandle file)
    {
        bool isPossible = OperatingSystem.IsLinux() && Set(file, FileRange.ForWriting) == 0;
        Release(file);
        return isPossible;
    }

    /// <summary>Takes the turn.</summary>
    /// <param name="file">The ring's file, open for writing.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <returns>False if somebody else has it all the time. Where nobody can have it, nobody has.</returns>
    public static bool TryTake(SafeFileHandle file, TimeSpan patience)
    {
        long end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!TryTake(file))
        {
            if (Environment.TickCount64 >= end)
            {
                return false;
            }

            // The system's own way to wait would wait for ever for one that is stopped.
            Thread.Sleep(MillisecondsBetween);
        }

        return true;
    }

    /// <inheritdoc cref="TryTake(SafeFileHandle, TimeSpan)"/>
    public static bool TryTake(SafeFileHandle file) =>
        !OperatingSystem.IsLinux() || Set(file, FileRange.ForWriting) is not (LibC.ErrorTryAgain or ErrorAccess);

    public static void Release(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            Set(file, FileRange.Released);
        }
    }

    private static int Set(SafeFileHandle file, short type) => LibC.Control(file, LibC.ControlSetFileLock, new FileRange(type, start: 0, length: 1)) == 0
        ? 0
        : Marshal.GetLastPInvokeError();
}
