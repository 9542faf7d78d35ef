using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Watcher.Directories;

/// <summary>By these several watchers of one directory and one store do not take in the same file at the same time.</summary>
/// <remarks>
/// A claim is a lock on one byte of a file beside the store, at a place that the claimed file's name gives. It belongs to
/// the open file: the system takes it back however its watcher dies, and two watchers in one process have two. It is a
/// courtesy that saves work. That no event is stored twice does not hang on it but on the store's ledger, so where there are
/// no such locks (macOS, some file systems), or where two names give one place, nothing goes wrong.
/// </remarks>
internal sealed partial class FileClaims(string databasePath) : IDisposable
{
    private const int ErrorAccess = 13;
    private const int ErrorTryAgain = 11;
    private const int SetLock = 37;
    private const short LockForWriting = 1;
    private const short Unlock = 2;

    private SafeFileHandle? _file;
    private bool _isTried;
    private long? _claimed;

    /// <summary>The file whose bytes are locked. It has no content and is never removed.</summary>
    public static string PathFor(string databasePath) => Path.TrimEndingDirectorySeparator(databasePath) + "-claims";

    /// <summary>Claims a file, until <see cref="Release"/>. Never waits.</summary>
    /// <returns>False if another watcher has it.</returns>
    public bool TryTake(string name)
    {
        if (Open() is not SafeFileHandle file)
        {
            return true;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan()), digest);
        long place = BinaryPrimitives.ReadInt64LittleEndian(digest) & (long.MaxValue >> 1);
        int error = Control(file, place, LockForWriting);
        if (error is ErrorAccess or ErrorTryAgain)
        {
            return false;
        }

        _claimed = error == 0 ? place : null;
        return true;
    }

    /// <summary>Gives the claim back.</summary>
    public void Release()
    {
        if (_claimed is long place && _file is not null)
        {
            _ = Control(_file, place, Unlock);
        }

        _claimed = null;
    }

    public void Dispose() => _file?.Dispose();

    private SafeFileHandle? Open()
    {
        if (!_isTried && OperatingSystem.IsLinux())
        {
            try
            {
                _file = File.OpenHandle(PathFor(databasePath), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The store will say what is wrong there; if it does not, the ledger keeps order alone.
            }
        }

        _isTried = true;
        return _file;
    }

    private static int Control(SafeFileHandle file, long place, short type)
    {
        FileLockRequest request = new() { Type = type, Start = place, Length = 1 };
        return FileControl(file, SetLock, ref request) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeFileHandle file, int command, ref FileLockRequest request);

    /// <summary><c>struct flock</c> of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileLockRequest
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int ProcessId;
    }
}
