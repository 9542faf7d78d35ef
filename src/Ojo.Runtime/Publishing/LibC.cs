using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Publishing;

/// <summary>The calls of Linux's C library that .NET does not offer.</summary>
internal static partial class LibC
{
    public const int ErrorTryAgain = 11;
    public const int ErrorExists = 17;
    public const int ErrorOtherDevice = 18;
    public const int ErrorInvalid = 22;
    public const int ErrorNotImplemented = 38;

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int LockRelease = 8;

    public const int AtCurrentDirectory = -100;
    public const uint RenameNoReplace = 1;
    public const int OpenReadOnly = 0;
    public const int OpenCloseOnExec = 0x80000;
    public const int ProtectRead = 1;
    public const int ProtectWrite = 2;
    public const int ProtectExecute = 4;
    public const int MapPrivate = 0x02;
    public const int MapFixed = 0x10;
    public const int MapAnonymous = 0x20;
    public const int MapNoReserve = 0x4000;

    private const string Library = "libc";

    /// <returns>0, or the error's number: this one does not set errno.</returns>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    public static partial int PreallocateFile(SafeFileHandle file, long offset, long length);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport(Library, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string name);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Synchronize(int file);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport(Library, EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);
}
