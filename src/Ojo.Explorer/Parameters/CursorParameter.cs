using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>Where the page before ended.</summary>
internal sealed class CursorParameter() : Parameter("cursor", "The nextCursor of the page before; leave it out for the first page. Every other parameter stays as it was.")
{
    private const int MaxLength = 1024;

    /// <summary>The cursor as it was given, or null. That it is one of this list's own is for the store to find out.</summary>
    public string? Read(RequestParameters request)
    {
        string? text = request.Single(this);
        return text is { Length: 0 or > MaxLength } ? throw Fault.BadCursor() : text;
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, MaxLength = MaxLength };
}
