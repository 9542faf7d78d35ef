using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ojo.Format;

namespace Ojo.Publishing;

/// <summary>A trace file that somebody was about to give its final name when he died, or may have.</summary>
internal static class PendingFile
{
    /// <summary>Whether it has its final name.</summary>
    /// <remarks>
    /// A rename takes the name away from staging/ as it gives the other, so what counts is whether it is there: in output/,
    /// somebody may have removed it since. Where the file system knows only links, there is a moment at which both are.
    /// </remarks>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public static bool IsPublished(TraceDirectory directory, TraceFileName name)
    {
        string staged = directory.InStaging(name);
        return !File.Exists(staged) || (directory.Exists(name) && HaveSameEnd(staged, directory.InOutput(name)));
    }

    /// <summary>The time of a trace file's last record; 0 where it has none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TraceFormatException">It is damaged.</exception>
    public static ulong LastTimeIn(string path)
    {
        if (path.EndsWith(TraceFileName.CompressedExtension, StringComparison.Ordinal))
        {
            using TraceFileReader reader = TraceFileReader.Open(path);
            return reader.LastTime;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.Length < TraceFileHeader.ByteSize + TraceRecord.ByteSize ? 0 : EndOf(file).TsDelta;
    }

    private static bool HaveSameEnd(string left, string right)
    {
        using FileStream first = new(left, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using FileStream second = new(right, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (first.Length != second.Length || first.Length < TraceFileHeader.ByteSize + TraceRecord.ByteSize)
        {
            return false;
        }

        if (left.EndsWith(TraceFileName.CompressedExtension, StringComparison.Ordinal))
        {
            return SHA256.HashData(first).AsSpan().SequenceEqual(SHA256.HashData(second));
        }

        // It holds the checksum of all that is before it.
        TraceRecord firstEnd = EndOf(first);
        return firstEnd == EndOf(second) && firstEnd.EventType == MetaEvent.BatchEnd;
    }

    private static TraceRecord EndOf(FileStream file)
    {
        TraceRecord record = default;
        file.Seek(-TraceRecord.ByteSize, SeekOrigin.End);
        file.ReadExactly(MemoryMarshal.AsBytes(new Span<TraceRecord>(ref record)));
        return record;
    }
}
