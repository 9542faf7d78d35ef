using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Ojo.Publishing;

/// <summary>Gives a finished file its final name at one instant, and never in place of another file.</summary>
/// <remarks>
/// <see cref="File.Move(string, string)"/> looks first and renames then, so that a file made in between is lost, and it
/// copies from one device to another, so that a reader could see half a file. On Linux neither happens here.
/// </remarks>
internal static class AtomicRename
{
    /// <summary>Renames a file. A file that has the name already stays, and the rename fails.</summary>
    /// <exception cref="NameTakenException">There is a file of that name.</exception>
    /// <exception cref="IOException">The file cannot be renamed, for instance because the folders are on different devices.</exception>
    public static void Move(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            MoveByRuntime(from, to);
            return;
        }

        int error = RenameWithoutReplacing(from, to);
        if (error is LibC.ErrorInvalid or LibC.ErrorNotImplemented)
        {
            // The file system (or an old C library) has no such rename; making a second name fails just the same if it is taken.
            error = LibC.Link(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();
            if (error == 0)
            {
                // It has its final name, whatever becomes of the other.
                TraceDirectory.TryDelete(from);
            }
        }

        ThrowOnError(error, from, to);
    }

    /// <summary>Renames a file over another of that name, if there is one.</summary>
    /// <exception cref="IOException">The file cannot be renamed.</exception>
    public static void MoveOver(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            File.Move(from, to, overwrite: true);
            return;
        }

        ThrowOnError(LibC.RenameOver(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError(), from, to);
    }

    /// <summary>Waits until the names in a folder are on the disk. Where the system has no such call, nothing is done.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void SynchronizeDirectory(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int directory = LibC.Open(path, LibC.OpenReadOnly | LibC.OpenCloseOnExec);
        int error = directory < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (error == 0)
        {
            error = LibC.SynchronizeFile(directory);
            _ = LibC.Close(directory);
        }

        if (error != 0)
        {
            throw new IOException($"The folder '{path}' cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    private static void MoveByRuntime(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
        }
        catch (IOException) when (File.Exists(to) && File.Exists(from))
        {
            throw new NameTakenException(to);
        }
    }

    [SupportedOSPlatform("linux")]
    private static int RenameWithoutReplacing(string from, string to)
    {
        try
        {
            return LibC.Rename(LibC.AtCurrentDirectory, from, LibC.AtCurrentDirectory, to, LibC.RenameNoReplace) == 0
                ? 0
                : Marshal.GetLastPInvokeError();
        }
        catch (EntryPointNotFoundException)
        {
            return LibC.ErrorNotImplemented;
        }
    }

    private static void ThrowOnError(int error, string from, string to)
    {
        switch (error)
        {
            case 0:
                return;
            case LibC.ErrorExists:
                throw new NameTakenException(to);
            case LibC.ErrorOtherDevice:
                throw new IOException(
                    $"'{from}' cannot become '{to}' at one instant because the two folders are on different devices: put both on one.");
            default:
                throw new IOException($"'{from}' cannot be renamed to '{to}': {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }
}
