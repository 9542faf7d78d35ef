namespace Ojo.Catalogue;

/// <summary>The content of a <c>schema_….json</c> file: what event types mean to whoever did not declare them.</summary>
public sealed record SchemaDocument
{
    /// <summary>Every event type, in order of id.</summary>
    public required IReadOnlyList<EventDescriptor> Events { get; init; }

    /// <summary>Reads a schema file's UTF-8.</summary>
    /// <exception cref="Format.TraceFormatException">It is not a schema document.</exception>
    public static SchemaDocument Parse(ReadOnlySpan<byte> json) => throw new NotImplementedException($"{json.Length}");
}
