using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Publishing;

/// <summary>The calls of Linux's C library that .NET does not offer.</summary>
internal static partial class LibC
{
    public const int ErrorInterrupted = 4;
    public const int ErrorTryAgain = 11;
    public const int ErrorExists = 17;
    public const int ErrorOtherDevice = 18;
    public const int ErrorInvalid = 22;
    public const int ErrorNotImplemented = 38;

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int LockRelease = 8;
    public const int ControlSetFileLock = 37;

    public const int FileTooLargeSignal = 25;
    public const int BlockSignals = 0;
    public const int UnblockSignals = 1;

    public const int AtCurrentDirectory = -100;
    public const uint RenameNoReplace = 1;
    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;
    public const int OpenCloseOnExec = 0x80000;
    public const int ProtectRead = 1;
    public const int ProtectWrite = 2;
    public const int ProtectExecute = 4;
    public const int MapPrivate = 0x02;
    public const int MapFixed = 0x10;
    public const int MapAnonymous = 0x20;
    public const int MapNoReserve = 0x4000;

    private const string Library = "libc";
    private const int MostAttempts = 100;

    /// <summary>Gives a part of a file its blocks.</summary>
    /// <returns>0, or the error's number: this one does not set errno.</returns>
    public static int PreallocateFile(SafeFileHandle file, long offset, long length)
    {
        // In memory's file system a signal to the thread ends it, and what was done is undone; signals may come often.
        int error = ErrorInterrupted;
        for (int attempt = 0; error == ErrorInterrupted && attempt < MostAttempts; attempt++)
        {
            error = Preallocate(file, offset, length);
        }

        return error;
    }

    /// <summary>Waits until a file or folder is on the disk.</summary>
    /// <returns>0, or the error's number.</returns>
    public static int SynchronizeFile(int file)
    {
        int error;
        do
        {
            error = Synchronize(file) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error == ErrorInterrupted);
        return error;
    }

    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    private static partial int Preallocate(SafeFileHandle file, long offset, long length);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameOver(string from, string to);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport(Library, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string name);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    /// <summary>fcntl with a lock that is the open file's (F_OFD_SETLK), and so ends with it.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command, in FileRange range);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int file);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int Clear(ref SignalSet set);

    [LibraryImport(Library, EntryPoint = "sigaddset")]
    public static partial int Add(ref SignalSet set, int signal);

    [LibraryImport(Library, EntryPoint = "sigismember")]
    public static partial int Contains(ref SignalSet set, int signal);

    /// <returns>0, or the error's number: this one does not set errno.</returns>
    [LibraryImport(Library, EntryPoint = "pthread_sigmask")]
    public static partial int ChangeSignalMask(int how, ref SignalSet set, ref SignalSet before);

    /// <param name="set">The signals that are meant.</param>
    /// <param name="sender">0: it is not asked for.</param>
    /// <param name="timeout">Seconds and nanoseconds.</param>
    [LibraryImport(Library, EntryPoint = "sigtimedwait", SetLastError = true)]
    public static partial int TakeSignal(ref SignalSet set, nint sender, ReadOnlySpan<nint> timeout);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport(Library, EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);
}
