using System.Security.Cryptography;
using Ojo.Format;

namespace Ojo.Catalogue;

/// <summary>The content of a <c>schema_….json</c> file: what event types mean to whoever did not declare them.</summary>
public sealed record SchemaDocument
{
    /// <summary>Every event type, in order of id.</summary>
    public required IReadOnlyList<EventDescriptor> Events { get; init; }

    /// <summary>Reads a schema file's UTF-8. Keys that are not known are passed over; unknown words of a known key stand for none.</summary>
    /// <remarks>
    /// An id that two providers give two meanings is left out: its events are shown by number, which is better than wrongly.
    /// An event that several providers declare alike is one.
    /// </remarks>
    /// <exception cref="TraceFormatException">It is not a schema document.</exception>
    public static SchemaDocument Parse(ReadOnlySpan<byte> json) => SchemaJson.Read(json);

    /// <summary>The content of a schema file of these events, UTF-8. What is as it is by default is left out.</summary>
    public byte[] ToJson() => SchemaJsonWriter.Write(Events);

    /// <summary>The hash in a schema file's name: the first eight bytes of the SHA-256 of the file's bytes, read big-endian.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> json) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(json));
}
