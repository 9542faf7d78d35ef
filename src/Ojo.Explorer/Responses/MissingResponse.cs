using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A file of the store that cannot be read: what it holds is not in the answer.</summary>
/// <param name="Name">The file's name, without its directory.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record MissingResponse(string Name, string Reason)
{
    public static IReadOnlyList<MissingResponse> Of(IReadOnlyList<MissingPart> parts) => [.. parts.Select(static part => new MissingResponse(part.Name, part.Reason))];
}
