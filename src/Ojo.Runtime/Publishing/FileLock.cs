using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Publishing;

/// <summary>The lock by which one tells whether the process that has a file open still lives.</summary>
/// <remarks>
/// It belongs to the open file, not to a process id: the system takes it back however the process dies, it does not
/// matter who has the id by then, and it holds between containers that share a folder. On Linux it is flock, asked for
/// in so many words because the lock that .NET takes can be switched off by the environment. Elsewhere
/// <see cref="FileShare.None"/> is all there is, and it is enough.
/// </remarks>
internal static class FileLock
{
    /// <summary>Locks a file that was opened with <see cref="FileShare.None"/>. Never waits.</summary>
    public static FileLockResult TryTake(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux() || LibC.Lock(file, LibC.LockExclusive | LibC.LockNonBlocking) == 0)
        {
            return FileLockResult.Taken;
        }

        // Whatever else it is: the file system has no such locks, and nobody can be asked whether the writer lives.
        return Marshal.GetLastPInvokeError() == LibC.ErrorTryAgain ? FileLockResult.HeldByAnother : FileLockResult.NotSupported;
    }

    /// <summary>Gives the lock back, also while the file is still mapped, which alone would keep it locked.</summary>
    public static void Release(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = LibC.Lock(file, LibC.LockRelease);
        }
    }
}
