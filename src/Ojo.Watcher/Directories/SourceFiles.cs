using Ojo.Publishing;

namespace Ojo.Watcher.Directories;

/// <summary>Does with a trace file what is asked for once its events are in the store.</summary>
/// <remarks>
/// Whoever is killed in between leaves the file where it was; the next watcher finds it in the ledger and does the same again.
/// </remarks>
internal sealed class SourceFiles(WatcherOptions options)
{
    /// <summary>Puts a trace file away that the store has.</summary>
    /// <exception cref="IOException">It cannot be moved or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void PutAway(string path, InputFile file)
    {
        switch (options.After)
        {
            case AfterCommit.Archive:
                Archive(path, file.Name);
                WatcherSteps.Reach(WatcherStep.Archived);
                break;
            case AfterCommit.Delete:
                WatcherSteps.Reach(WatcherStep.BeforeDelete);
                File.Delete(path);
                WatcherSteps.Reach(WatcherStep.Deleted);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Copies a run's or a schema's file to the archive, so that the archive can be read by itself. The original stays: its
    /// tracer may go on writing.
    /// </summary>
    /// <exception cref="IOException">It cannot be copied.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Accompany(string path, InputFile file)
    {
        if (options.After == AfterCommit.Archive)
        {
            CopyOver(path, Target(file.Name));
        }
    }

    private string Target(string name)
    {
        string target = Path.Combine(options.ArchiveDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return target;
    }

    private void Archive(string path, string name)
    {
        string target = Target(name);
        for (int number = 2; ; number++)
        {
            try
            {
                Move(path, target);
                return;
            }
            catch (NameTakenException)
            {
                if (HaveSameBytes(path, target))
                {
                    // Somebody has copied it back, or a copy from one device to another was interrupted at its very end.
                    File.Delete(path);
                    return;
                }

                target = NumberedTarget(name, number);
            }
        }
    }

    /// <summary>The number stands before the extension, so that an archived file can be taken in again.</summary>
    private string NumberedTarget(string name, int number)
    {
        int dot = name.LastIndexOf(".bin", StringComparison.OrdinalIgnoreCase);
        return Target(dot < 0 ? $"{name}.{number}" : $"{name[..dot]}.{number}{name[dot..]}");
    }

    private static void Move(string path, string target)
    {
        try
        {
            AtomicRename.Move(path, target);
        }
        catch (IOException) when (File.Exists(path) && !File.Exists(target))
        {
            // Another device: there it appears whole, too, and only then goes here.
            CopyOver(path, target);
            File.Delete(path);
        }
    }

    private static void CopyOver(string path, string target)
    {
        string half = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}");
        try
        {
            using (FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            using (FileStream copy = new(half, FileMode.Create, FileAccess.Write))
            {
                source.CopyTo(copy);
                copy.Flush(flushToDisk: true);
            }

            AtomicRename.MoveOver(half, target);
        }
        catch (IOException)
        {
            // Where there was no room for all of it, what there is of it takes room for nothing.
            File.Delete(half);
            throw;
        }
    }

    private static bool HaveSameBytes(string left, string right)
    {
        using FileStream one = new(left, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using FileStream other = new(right, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (one.Length != other.Length)
        {
            return false;
        }

        byte[] ones = new byte[1 << 16];
        byte[] others = new byte[1 << 16];
        for (int read; (read = one.ReadAtLeast(ones, ones.Length, throwOnEndOfStream: false)) > 0;)
        {
            if (other.ReadAtLeast(others, read, throwOnEndOfStream: false) < read || !ones.AsSpan(0, read).SequenceEqual(others.AsSpan(0, read)))
            {
                return false;
            }
        }

        return true;
    }
}
