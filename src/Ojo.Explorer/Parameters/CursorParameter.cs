using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>Where the page before ended.</summary>
internal sealed class CursorParameter() : Parameter(Accepted.CursorName, "The nextCursor of the page before; leave it out for the first page. Every other parameter stays as it was.")
{
    private const int MaxLength = 1024;

    /// <summary>The store's cursor in what was given, or null where nothing was.</summary>
    public string? Read(RequestParameters request) =>
        request.Single(this) is not { } text ? null
        : text.Length <= MaxLength && SealedCursor.Open(text, request.List) is { } cursor ? cursor
        : throw Fault.BadCursor();

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, MaxLength = MaxLength };
}
