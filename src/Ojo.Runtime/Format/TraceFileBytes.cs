using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Format;

/// <summary>The bytes of a trace file, wherever one wants to read them; those of a compressed one are expanded in memory.</summary>
internal sealed class TraceFileBytes : IDisposable
{
    /// <summary>What a compressed file may expand to: whoever writes more means no good. The recorder's files have a quarter of it.</summary>
    public const int MostExpanded = 32 << 20;

    private const int FirstBuffer = 1 << 20;

    private readonly SafeFileHandle? _file;
    private readonly byte[] _expanded = [];

    private TraceFileBytes(SafeFileHandle file)
    {
        _file = file;
        Length = RandomAccess.GetLength(file);
    }

    private TraceFileBytes(byte[] expanded, int length)
    {
        _expanded = expanded;
        Length = length;
    }

    public long Length { get; }

    /// <exception cref="TraceFormatException">It is to be expanded and cannot be, or not within bounds.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static TraceFileBytes Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        try
        {
            if (!path.EndsWith(TraceFileName.CompressedExtension, StringComparison.OrdinalIgnoreCase))
            {
                return new TraceFileBytes(file);
            }

            using FileStream stream = new(file, FileAccess.Read, bufferSize: 0);
            return Expand(stream, Path.GetFileName(path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads bytes from an offset on.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public int Read(Span<byte> bytes, long offset)
    {
        if (_file is not null)
        {
            return RandomAccess.Read(_file, bytes, offset);
        }

        int count = (int)Math.Clamp(Length - offset, 0, bytes.Length);
        _expanded.AsSpan((int)Math.Min(offset, Length), count).CopyTo(bytes);
        return count;
    }

    public void Dispose() => _file?.Dispose();

    private static TraceFileBytes Expand(FileStream stream, string name)
    {
        byte[] expanded = new byte[FirstBuffer];
        int length = 0;
        try
        {
            using BrotliStream brotli = new(stream, CompressionMode.Decompress);
            for (int read; (read = brotli.Read(expanded, length, expanded.Length - length)) > 0;)
            {
                length += read;
                if (length > MostExpanded)
                {
                    throw new TraceFormatException($"{name} expands to more than {MostExpanded} bytes, which no compressed trace file may.");
                }

                if (length == expanded.Length)
                {
                    Array.Resize(ref expanded, (int)Math.Min(2L * length, MostExpanded + 1L));
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw new TraceFormatException($"{name} is no whole Brotli stream: it was cut off, or is damaged, after {length} expanded bytes.");
        }

        return new TraceFileBytes(expanded, length);
    }
}
