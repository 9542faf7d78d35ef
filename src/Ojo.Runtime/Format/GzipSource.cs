using System.IO.Compression;

namespace Ojo.Format;

/// <summary>
/// A gzip file's bytes (RFC 1952) and, after them, one member more, of a content that is known: it comes out whole only where the file ended with a
/// whole member.
/// </summary>
/// <remarks>
/// <see cref="GZipStream"/> reads file upon file of members, as <c>bgzip</c> and <c>cat a.gz b.gz</c> make them, but takes the end of its bytes for
/// the end of a member, and leaves out in silence what follows a member and is none. It asks for more bytes only when it has given out what it made
/// of those before: so what comes out after <see cref="HasEnded"/> was set is of the last member.
/// </remarks>
internal sealed class GzipSource(FileStream file) : Stream
{
    /// <summary>How many bytes may go in without one coming out. Members of nothing, of twenty bytes each, would cost time and mean nothing.</summary>
    private const int MostForNothing = 1 << 20;

    private static readonly byte[] s_content = "no more members."u8.ToArray();
    private static readonly byte[] s_member = Pack(s_content);

    private long _forNothing;
    private int _ofMember;

    /// <summary>Whether all of the file has been read, and some of the member after it.</summary>
    public bool HasEnded => _ofMember > 0;

    /// <summary>Whether nothing was in the file but empty members, or not even those.</summary>
    public bool IsEmpty { get; private set; } = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Something came out.</summary>
    public void Expanded()
    {
        _forNothing = 0;
        IsEmpty = false;
    }

    /// <summary>Whether what comes out after the end is the content of the member after the file, no more and no less.</summary>
    /// <param name="stream">Where it comes out.</param>
    /// <param name="first">What has come out of there since the end.</param>
    public static bool IsWhole(Stream stream, ReadOnlySpan<byte> first)
    {
        Span<byte> content = stackalloc byte[s_content.Length + 1];
        if (first.Length > s_content.Length)
        {
            return false;
        }

        first.CopyTo(content);
        int length = first.Length + stream.ReadAtLeast(content[first.Length..], content.Length - first.Length, throwOnEndOfStream: false);
        return content[..length].SequenceEqual(s_content);
    }

    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer);
        _forNothing += read;
        if (_forNothing > MostForNothing + buffer.Length)
        {
            throw new InvalidDataException();
        }

        if (read == 0)
        {
            read = Math.Min(buffer.Length, s_member.Length - _ofMember);
            s_member.AsSpan(_ofMember, read).CopyTo(buffer);
            _ofMember += read;
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
