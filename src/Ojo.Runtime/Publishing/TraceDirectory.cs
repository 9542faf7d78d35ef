using Microsoft.Win32.SafeHandles;
using Ojo.Format;

namespace Ojo.Publishing;

/// <summary>The two folders of a trace directory: what is being written, and what readers may see.</summary>
/// <remarks>Every file is finished in <c>staging/</c> and then renamed into <c>output/</c>.</remarks>
internal sealed class TraceDirectory
{
    private readonly Durability _durability;
    private bool _hasUnsafeNames;

    public TraceDirectory(string path, Durability durability)
    {
        Path = System.IO.Path.GetFullPath(path);
        Staging = System.IO.Path.Combine(Path, "staging");
        Output = System.IO.Path.Combine(Path, "output");
        Quarantine = System.IO.Path.Combine(Path, "quarantine");
        _durability = durability;
    }

    public string Path { get; }

    public string Staging { get; }

    public string Output { get; }

    /// <summary>Where bad files are put aside; made when there is one.</summary>
    public string Quarantine { get; }

    /// <summary>Makes the folders where they are missing. Their names are on the disk then, where the tracer promised that.</summary>
    /// <exception cref="IOException">They cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be made.</exception>
    public void Ensure()
    {
        string? existing = Path;
        while (existing is not null && !Directory.Exists(existing))
        {
            existing = System.IO.Path.GetDirectoryName(existing);
        }

        Directory.CreateDirectory(Staging);
        Directory.CreateDirectory(Output);
        if (_durability == Durability.PowerLoss)
        {
            // Each new folder's name is in the one that it is in.
            string folder = Path;
            AtomicRename.SynchronizeDirectory(folder);
            while (folder != existing && System.IO.Path.GetDirectoryName(folder) is { } parent)
            {
                folder = parent;
                AtomicRename.SynchronizeDirectory(folder);
            }
        }
    }

    public string InStaging(TraceFileName name) => System.IO.Path.Combine(Staging, name.ToString());

    public string InOutput(TraceFileName name) => System.IO.Path.Combine(Output, name.ToString());

    public bool Exists(TraceFileName name) => File.Exists(InOutput(name));

    /// <summary>Brings a file that was just written to the disk, where the tracer promised that.</summary>
    public void Synchronize(SafeFileHandle file)
    {
        if (_durability == Durability.PowerLoss)
        {
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Lets readers see a finished file of <c>staging/</c>. Its name is on the disk after <see cref="SynchronizeNames"/>.</summary>
    /// <exception cref="NameTakenException">There is a file of that name in <c>output/</c>.</exception>
    /// <exception cref="IOException">The file cannot be renamed.</exception>
    public void Publish(TraceFileName name)
    {
        string staged = InStaging(name);
        try
        {
            AtomicRename.Move(staged, InOutput(name));
        }
        catch (IOException exception) when (exception is not NameTakenException && !File.Exists(staged) && Exists(name))
        {
            // A file server may have renamed it and then failed to say so.
        }

        _hasUnsafeNames = true;
    }

    /// <summary>Brings the names of published files to the disk, where the tracer promised that, and where it has not been done yet.</summary>
    /// <exception cref="IOException">The disk failed. The files are published all the same; the next call tries again.</exception>
    public void SynchronizeNames()
    {
        if (_durability == Durability.PowerLoss && _hasUnsafeNames)
        {
            AtomicRename.SynchronizeDirectory(Output);
        }

        _hasUnsafeNames = false;
    }

    /// <summary>Writes a small file and lets readers see it, in place of the one of that name if there is one.</summary>
    /// <exception cref="NameTakenException">There is a file of that name in <c>output/</c>, and it may not be replaced.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void PublishContent(TraceFileName name, ReadOnlySpan<byte> content, bool mayReplace)
    {
        // A name that nobody else stages under: several tracers may be publishing the same schema.
        string staged = $"{InStaging(name)}.{Guid.NewGuid():N}";
        string published = InOutput(name);
        try
        {
            using (SafeFileHandle file = File.OpenHandle(staged, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, content, 0);
                Synchronize(file);
            }

            if (mayReplace)
            {
                AtomicRename.MoveOver(staged, published);
            }
            else
            {
                AtomicRename.Move(staged, published);
            }

            _hasUnsafeNames = true;
            SynchronizeNames();
        }
        catch
        {
            TryDelete(staged);
            throw;
        }
    }

    /// <summary>Removes what was not finished. If that fails too, a leftover in <c>staging/</c> harms no one.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
