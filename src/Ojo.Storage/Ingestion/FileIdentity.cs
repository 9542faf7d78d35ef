using System.Buffers;
using System.Security.Cryptography;
using Ojo.Format;

namespace Ojo.Storage.Ingestion;

/// <summary>What makes a trace file the same file: its bytes, and what its name and the run file beside it say of their origin.</summary>
/// <param name="Name">The name without its directory.</param>
/// <param name="Length">The length in bytes, expanded.</param>
/// <param name="Sha256">The SHA-256 of its bytes, expanded.</param>
/// <param name="BatchStart">When its run started, as its header says.</param>
/// <param name="Host">The host that recorded it, where a run file beside it says so.</param>
internal sealed record FileIdentity(string Name, long Length, byte[] Sha256, ulong BatchStart, string? Host)
{
    private const int BufferSize = 1 << 20;

    /// <summary>The process that wrote it, where its name says so.</summary>
    public int? ProcessId => Place is { } place ? unchecked((int)place.ProcessId) : null;

    /// <summary>Process and number in the run, if the name is a regular one of this run: what somebody else has called it says nothing.</summary>
    private (uint ProcessId, uint Sequence)? Place =>
        TraceFileName.TryParse(Name, out TraceFileName name) && name.Kind == TraceFileKind.Trace && name.BatchStart == BatchStart
            ? (name.ProcessId, name.Sequence)
            : null;

    /// <param name="path">The file.</param>
    /// <param name="reader">The same file, opened.</param>
    /// <param name="cancellation">Ends it.</param>
    public static FileIdentity Of(string path, TraceFileReader reader, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long length = 0;
            for (int read; (read = reader.Bytes.Read(buffer, length)) > 0; length += read)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            var identity = new FileIdentity(Path.GetFileName(path), length, hash.GetHashAndReset(), reader.BatchStart, Host: null);
            return identity with { Host = identity.HostBeside(path) };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether both are one file. Copies have any name; two files of equal bytes have names or hosts that tell them apart.</summary>
    public bool IsSameAs(FileIdentity other) =>
        Length == other.Length
        && Sha256.AsSpan().SequenceEqual(other.Sha256)
        && (Place is null || other.Place is null || Place == other.Place)
        && (Host is null || other.Host is null || Host == other.Host);

    /// <summary>The host that the run's own file names, if it lies in the same directory.</summary>
    private string? HostBeside(string path)
    {
        if (Place is not { } place)
        {
            return null;
        }

        try
        {
            string run = Path.Combine(Path.GetDirectoryName(path) ?? "", TraceFileName.ForRun(BatchStart, place.ProcessId).ToString());
            var file = new FileInfo(run);
            return file.Exists && file.Length is > 0 and <= BufferSize && RunDescription.Parse(File.ReadAllBytes(run)).Host is { Length: > 0 } host
                ? host
                : null;
        }
        catch (Exception exception) when (exception is TraceFormatException or IOException or UnauthorizedAccessException)
        {
            // Whoever takes in the run file says what is wrong with it.
            return null;
        }
    }
}
