using Microsoft.Win32.SafeHandles;

namespace Ojo.Format;

/// <summary>The bytes of a trace file, wherever one wants to read them; those of a compressed one are expanded.</summary>
/// <remarks>
/// What expands to little is kept in memory. What expands to more is expanded again as it is read, from its beginning
/// to its end: memory stays as it is, and reading backwards is slow.
/// </remarks>
internal sealed class TraceFileBytes : IDisposable
{
    /// <summary>What a compressed file may expand to whatever its length. The recorder's files have a quarter of it at most.</summary>
    public const int MostExpanded = 32 << 20;

    /// <summary>
    /// What else it may expand to, as a multiple of its length: traces shrink to a third, those of one event over and over to
    /// a thirtieth, and a file made to fill disks to a thousandth.
    /// </summary>
    public const int MostExpansion = 64;

    /// <summary>What is kept in memory: 170,000 records. Files of more come seldom, and would make whoever reads many of them twice as large.</summary>
    private const int MostKept = 4 << 20;

    /// <summary>The memory of a file that was read before, for the next: such arrays are collected late.</summary>
    private static byte[]? s_spare;

    private readonly SafeFileHandle? _file;
    private readonly ExpandedStream? _expansion;
    private byte[] _expanded = [];

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

    private TraceFileBytes(ExpandedStream expansion, long length)
    {
        _expansion = expansion;
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
            bool isGzip = path.EndsWith(TraceFileName.GzipExtension, StringComparison.OrdinalIgnoreCase);
            return isGzip || path.EndsWith(TraceFileName.CompressedExtension, StringComparison.OrdinalIgnoreCase)
                ? Expand(new ExpandedStream(file, Path.GetFileName(path), isGzip))
                : new TraceFileBytes(file);
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

        if (_expansion is not null)
        {
            return _expansion.Read(bytes, offset);
        }

        int count = (int)Math.Clamp(Length - offset, 0, bytes.Length);
        _expanded.AsSpan((int)Math.Min(offset, Length), count).CopyTo(bytes);
        return count;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _expansion?.Dispose();
        GiveBack(_expanded);
        _expanded = [];
    }

    private static TraceFileBytes Expand(ExpandedStream stream)
    {
        // One byte more than is kept shows whether there is more.
        byte[] expanded = Interlocked.Exchange(ref s_spare, null) ?? new byte[MostKept + 1];
        try
        {
            int length = 0;
            for (int read; (read = stream.Next(expanded.AsSpan(length))) > 0;)
            {
                length += read;
                if (length > MostKept)
                {
                    long all = Measure(stream, expanded);
                    GiveBack(expanded);
                    return new TraceFileBytes(stream, all);
                }
            }

            stream.Dispose();
            return new TraceFileBytes(expanded, length);
        }
        catch
        {
            GiveBack(expanded);
            throw;
        }
    }

    private static void GiveBack(byte[] expanded)
    {
        if (expanded.Length > 0)
        {
            Volatile.Write(ref s_spare, expanded);
        }
    }

    /// <summary>Expands the rest of what is too long for memory, to know its length and its last record.</summary>
    private static long Measure(ExpandedStream stream, byte[] buffer)
    {
        // What is no trace at all need not be expanded to be refused.
        _ = TraceFileHeader.Read(buffer, stream.Name);
        long most = Math.Max(MostExpansion * stream.CompressedLength, MostExpanded);
        while (stream.Position <= most)
        {
            if (stream.Next(buffer) == 0)
            {
                stream.KeepTail();
                return stream.Position;
            }
        }

        throw new TraceFormatException(
            $"{stream.Name} expands to more than {most} bytes, {MostExpansion} times its length: no trace shrinks so much.");
    }
}
