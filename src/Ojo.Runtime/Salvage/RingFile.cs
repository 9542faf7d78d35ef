using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Ojo.Publishing;

namespace Ojo.Salvage;

/// <summary>The ring file of a dead process, locked for the one that salvages it.</summary>
/// <remarks>
/// It is read and written as a file and not mapped: one that is cut off while it is looked at costs an exception then,
/// and not the process.
/// </remarks>
internal sealed class RingFile : IDisposable
{
    // EWOULDBLOCK as .NET hands it on, and ERROR_SHARING_VIOLATION.
    private const int HeldByAnother = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly SafeFileHandle _file;

    private RingFile(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
        Length = RandomAccess.GetLength(file);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public long Length { get; }

    /// <summary>Opens and locks a file.</summary>
    /// <returns>Null if it is somebody's who lives, or is gone.</returns>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static RingFile? TryOpen(string path)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException
            || exception.HResult is HeldByAnother or SharingViolation)
        {
            return null;
        }

        // Who takes a snapshot from outside may still be at it, of a process that lived when he began.
        if (FileLock.TryTake(file) == FileLockResult.HeldByAnother || !TurnLock.TryTake(file))
        {
            FileLock.Release(file);
            file.Dispose();
            return null;
        }

        return new RingFile(path, file);
    }

    /// <summary>Opens the file of a process that lives, and keeps it locked: to be read and written when one has the turn.</summary>
    /// <exception cref="IOException">It cannot be opened, or may not be.</exception>
    public static RingFile OpenOfLiving(string path)
    {
        int file = LibC.Open(path, LibC.OpenReadWrite | LibC.OpenCloseOnExec);
        return file >= 0
            ? new RingFile(path, new SafeFileHandle(file, ownsHandle: true))
            : throw new IOException($"'{path}' cannot be opened to be written: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>Waits for the turn to bring what is in it into files.</summary>
    public bool TryTakeTurn(TimeSpan patience) => TurnLock.TryTake(_file, patience);

    public void EndTurn() => TurnLock.Release(_file);

    /// <exception cref="DamagedRingException">The file ends before.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Read(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
            {
                throw new DamagedRingException($"It was cut off at offset {offset}.");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    /// <exception cref="DamagedRingException">The file ends before.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public T Read<T>(long offset)
        where T : unmanaged
    {
        Unsafe.SkipInit(out T value);
        Read(MemoryMarshal.AsBytes(new Span<T>(ref value)), offset);
        return value;
    }

    /// <exception cref="IOException">The disk failed, or is full.</exception>
    public void Write<T>(T value, long offset)
        where T : unmanaged => RandomAccess.Write(_file, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)), offset);

    /// <summary>Removes the file. Whoever has it open as well will see that it is closed.</summary>
    public void Delete() => File.Delete(Path);

    public void Dispose()
    {
        FileLock.Release(_file);
        _file.Dispose();
    }
}
