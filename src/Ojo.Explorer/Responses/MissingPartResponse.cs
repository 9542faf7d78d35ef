using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A file of the store that could not be read.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Reason">Why.</param>
internal sealed record MissingPartResponse(string Name, string Reason)
{
    public static MissingPartResponse Of(MissingPart part) => new(part.Name, part.Reason);
}
