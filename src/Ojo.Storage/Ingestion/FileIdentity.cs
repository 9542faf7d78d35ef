using System.Buffers;
using System.Security.Cryptography;

namespace Ojo.Storage.Ingestion;

/// <summary>What makes a file the same file: its name, its length and its bytes.</summary>
/// <param name="Name">The name without its directory.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
internal sealed record FileIdentity(string Name, long Length, byte[] Sha256)
{
    private const int BufferSize = 1 << 20;

    public static FileIdentity Of(string path, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long length = 0;
            for (int read; (read = stream.Read(buffer)) > 0; length += read)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            return new FileIdentity(Path.GetFileName(path), length, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
