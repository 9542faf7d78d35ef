using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Ojo.Publishing;

namespace Ojo.Recording;

/// <summary>The file behind a ring and its place in memory.</summary>
/// <remarks>
/// <para>
/// The memory stays valid until the last reference to this object is gone, whatever is disposed before: a thread that is
/// still on its way through a call of the tracer has somewhere to write to. It is never brought to the disk by force.
/// </para>
/// <para>
/// The file is open and locked as long as the tracer lives: whoever can lock it has found a dead one's. It is made under
/// another name and gets its own only when it is locked and its header is written, so that nobody meets it earlier.
/// </para>
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The file is closed by Delete or Release; the memory must outlive both.")]
internal sealed unsafe class RingMapping
{
    private const int PageSize = 4096;
    private const int MostAttempts = 20;

    private readonly FileStream _file;
    private readonly string _path;
    private string _currentPath;

    // Kept for its finalizer, which takes the memory back. It is never disposed: that would wait for the disk.
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly long _length;

    /// <summary>Makes the file, sparse, and maps it.</summary>
    /// <exception cref="IOException">The file cannot be made, or there is no address space for it.</exception>
    public RingMapping(string path, long length)
    {
        _path = path;
        _length = length;
        (_file, _currentPath, IsLocked) = CreateLocked(path);
        try
        {
            SetLength(length);
            using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(
                _file, null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            _view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.ReadWrite).SafeMemoryMappedViewHandle;
        }
        catch
        {
            Delete();
            throw;
        }

        byte* start = null;
        _view.AcquirePointer(ref start);
        Start = start;
        _view.ReleasePointer();
    }

    /// <summary>Where the file begins in memory.</summary>
    public byte* Start { get; }

    /// <summary>Whether the file is locked; there are file systems on which nothing can be.</summary>
    public bool IsLocked { get; }

    /// <summary>Whether the file is where it was made. It can be removed under the mapping, which then outlives the file but not the process.</summary>
    public bool IsFileThere => File.Exists(_path);

    /// <summary>The file's name.</summary>
    public string Path => _path;

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public void Appear()
    {
        LiveRings.Add(_path);
        AtomicRename.Move(_currentPath, _path);
        _currentPath = _path;
    }

    /// <summary>Gives a range of the file its blocks on the disk and its pages in memory, so that no write to it can fail or wait.</summary>
    /// <remarks>A write to a sparse mapping on a full disk would kill the process.</remarks>
    /// <returns>What went wrong, or null.</returns>
    public string? TryPrepare(long offset, long length)
    {
        if (OperatingSystem.IsLinux())
        {
            int error = LibC.PreallocateFile(_file.SafeFileHandle, offset, length);
            if (error != 0)
            {
                return Marshal.GetPInvokeErrorMessage(error);
            }
        }
        else if (WriteZeros(offset, length) is { } problem)
        {
            return problem;
        }

        for (long page = offset; page < offset + length; page += PageSize)
        {
            // A write, because a page that was only read is mapped read-only and faults again.
            Volatile.Write(ref Start[page], 0);
        }

        return null;
    }

    /// <summary>Puts memory of nobody's behind <paramref name="offset"/> and what follows, and deletes the file.</summary>
    /// <remarks>Late writers then write into the void instead of keeping the disk's blocks.</remarks>
    /// <param name="offset">Where in the file the memory that is taken away begins.</param>
    /// <param name="lastLook">Called when no thread can write to the file any more and <see cref="ReadFile"/> still can read it.</param>
    public void Delete(long offset, Action? lastLook = null)
    {
        if (OperatingSystem.IsLinux())
        {
            // If it fails, the old mapping stays in place, which is just as right.
            _ = LibC.Map(
                (nint)Start + (nint)offset,
                (nuint)(_length - offset),
                LibC.ProtectRead | LibC.ProtectWrite,
                LibC.MapPrivate | LibC.MapFixed | LibC.MapAnonymous | LibC.MapNoReserve,
                -1,
                0);
        }

        lastLook?.Invoke();
        Delete();
    }

    /// <summary>Reads a number out of the file, past the memory.</summary>
    public ulong ReadFile(long offset)
    {
        ulong value = 0;
        RandomAccess.Read(_file.SafeFileHandle, MemoryMarshal.AsBytes(new Span<ulong>(ref value)), offset);
        return value;
    }

    /// <summary>Whether turns can be taken of the file.</summary>
    public bool KnowsTurns => TurnLock.IsPossible(_file.SafeFileHandle);

    /// <summary>Takes the turn to bring events into files.</summary>
    public bool TryTakeTurn(TimeSpan patience) => TurnLock.TryTake(_file.SafeFileHandle, patience);

    public void EndTurn() => TurnLock.Release(_file.SafeFileHandle);

    /// <summary>Lets go of the file and leaves it where it is.</summary>
    public void Release()
    {
        FileLock.Release(_file.SafeFileHandle);
        _file.Dispose();
        LiveRings.Remove(_path);
    }

    private void Delete()
    {
        try
        {
            File.Delete(_currentPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Some systems delete no file that is mapped. It is closed and says so; the next salvager removes it.
        }

        Release();
    }

    private void SetLength(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new IOException(
                $"The buffer's file, '{_path}', would have {length} bytes, more than this process may write to one file (ulimit -f) or the file system "
                + "can hold. Give TracerOptions.BufferSize (or OJO_BUFFER_SIZE) less.",
                exception);
        }
    }

    private static (FileStream File, string Path, bool IsLocked) CreateLocked(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            // Between its making and its locking, a salvager may take the file for a dead process's and remove it: then it is made anew.
            string unfinished = $"{path}.{Guid.NewGuid():N}";
            FileStream? file = null;
            try
            {
                file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                FileLockResult result = FileLock.TryTake(file.SafeFileHandle);
                if (result != FileLockResult.HeldByAnother && File.Exists(unfinished))
                {
                    return (file, unfinished, result == FileLockResult.Taken);
                }
            }
            catch (IOException) when (file is null && attempt < MostAttempts && File.Exists(unfinished))
            {
                // The salvager has it open.
            }

            file?.Dispose();
            if (attempt == MostAttempts)
            {
                throw new IOException($"'{unfinished}' was taken away each time that it was made.");
            }
        }
    }

    private string? WriteZeros(long offset, long length)
    {
        try
        {
            byte[] zeros = new byte[PageSize];
            for (long position = offset; position < offset + length; position += PageSize)
            {
                RandomAccess.Write(_file.SafeFileHandle, zeros, position);
            }

            return null;
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
