using System.Buffers.Binary;

namespace Ojo.Storage.Shards;

/// <summary>Looks at a shard's file from outside: whether it is there, is a database, and is as long as it says. Costs one short read.</summary>
internal static class ShardGlance
{
    private const int HeaderLength = 100;

    /// <summary>What is wrong, in a sentence; null where nothing can be seen from outside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWritten">Whether somebody may be writing to it: then its length says nothing.</param>
    public static string? FindFault(string path, bool isWritten)
    {
        try
        {
            Span<byte> header = stackalloc byte[HeaderLength];
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            {
                return isWritten ? null : "The file is too short to be a database.";
            }

            if (!header.StartsWith("SQLite format 3\0"u8))
            {
                return "The file is not a database, or its beginning is damaged.";
            }

            // The format's own numbers (https://www.sqlite.org/fileformat2.html, section 1.3): 1 stands for 65,536.
            int pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
            long length = (long)BinaryPrimitives.ReadUInt32BigEndian(header[28..]) * (pageSize == 1 ? 65_536 : pageSize);
            return !isWritten && file.Length < length ? $"The file has {file.Length} of its {length} bytes: it was cut off." : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return "The file is not there.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The file cannot be read. {exception.Message.Replace(path, Path.GetFileName(path), StringComparison.Ordinal)}";
        }
    }
}
