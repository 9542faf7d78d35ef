using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ojo.Interop.Importing;

/// <summary>A file that is imported: its bytes from the beginning to the end, once; those of one that gzip has packed expanded (RFC 1952).</summary>
public sealed class ImportSource : IDisposable
{
    /// <summary>How many bytes of the head an importer is shown to recognise its format by.</summary>
    public const int HeadSize = 4096;

    private const int IdentityPart = 64 * 1024;
    private readonly FileStream _file;
    private readonly Stream _expanded;
    private readonly byte[] _head;

    private ImportSource(FileStream file, Stream expanded, byte[] head, ulong identity)
    {
        _file = file;
        _expanded = expanded;
        _head = head;
        Identity = identity;
        Content = new PrefixedStream(head, expanded);
    }

    /// <summary>The file's name without folders.</summary>
    public string Name => Path.GetFileName(_file.Name);

    /// <summary>Where the file is.</summary>
    public string FilePath => _file.Name;

    /// <summary>Its bytes, expanded. Its position counts from 0; it cannot seek. Whoever disposes it does no harm.</summary>
    public Stream Content { get; }

    /// <summary>Its first bytes, expanded: <see cref="HeadSize"/> of them, or all.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>A number made of the file's length, beginning and end: the same for a copy of it, another for any other file.</summary>
    public ulong Identity { get; }

    /// <summary>Whether it is a gzip file that was found to be cut off, or to have something else behind it: <see cref="Content"/> has then ended too early.</summary>
    public bool IsCutOff => _expanded is ExpandedGzip { IsCutOff: true };

    /// <summary>How many bytes it has on disk.</summary>
    public long Length => _file.Length;

    /// <summary>How many of them have been read.</summary>
    public long BytesRead => _file.Position;

    /// <summary>When the file was last written to: the time of what is in it, where that says none.</summary>
    public DateTimeOffset LastWritten => File.GetLastWriteTimeUtc(_file.SafeFileHandle);

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ImportException">It is a damaged gzip file.</exception>
    public static ImportSource Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024, FileOptions.SequentialScan);
        try
        {
            ulong identity = IdentityOf(file);
            Span<byte> magic = stackalloc byte[2];
            bool isGzip = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
            file.Position = 0;
            Stream content = isGzip ? new ExpandedGzip(file) : file;
            byte[] head = new byte[HeadSize];
            int read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return read == 0 && content is ExpandedGzip { IsCutOff: true }
                ? throw new InvalidDataException("It ends before anything can be expanded.")
                : new ImportSource(file, content, head[..read], identity);
        }
        catch (InvalidDataException exception)
        {
            file.Dispose();
            throw new ImportException($"{Path.GetFileName(path)} begins like a gzip file and is none: {exception.Message} Check how it was copied.", 0, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _expanded.Dispose();

    private static ulong IdentityOf(FileStream file)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] part = new byte[IdentityPart];
        BinaryPrimitives.WriteInt64LittleEndian(part, file.Length);
        hash.AppendData(part, 0, sizeof(long));
        hash.AppendData(part, 0, file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false));
        file.Position = Math.Max(0, file.Length - IdentityPart);
        hash.AppendData(part, 0, file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false));
        file.Position = 0;
        return BinaryPrimitives.ReadUInt64BigEndian(hash.GetHashAndReset());
    }
}
