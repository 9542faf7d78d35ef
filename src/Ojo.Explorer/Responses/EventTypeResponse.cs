using System.Globalization;
using Ojo.Catalogue;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>An event type as its declaration has it.</summary>
/// <param name="TypeKey">Its number in this store: two services may mean two things by one id, and those are two keys.</param>
/// <param name="EventType">The id in the record; a string beyond 2⁵³.</param>
/// <param name="Name">The wire name; a type that no schema names is called by its id, <c>0x0000ABCD</c>.</param>
/// <param name="Known">Whether a schema names it.</param>
/// <param name="Count">How many events the store holds of it.</param>
/// <param name="Provider">Whose event it is.</param>
/// <param name="Category">The group that it is listed with.</param>
/// <param name="Description">One sentence, or an empty string.</param>
/// <param name="Level">How much detail it is: trace, debug, info, warning or error.</param>
/// <param name="Role">What it is to a protocol engineer, for instance packet_sent; none if nothing that a protocol view knows.</param>
/// <param name="Chart">How it is drawn where nothing else is asked for: auto, scatter, line, step, band, lane or none.</param>
/// <param name="Flow">Whether its events belong to a flow.</param>
/// <param name="SnapshotWhen">The condition under which it is a reason for a flight recorder to take a snapshot, as it was declared; an empty string where it is none.</param>
/// <param name="Fields">Its fields, in the order in which they are packed.</param>
internal sealed record EventTypeResponse(
    int TypeKey, ExactInteger EventType, string Name, bool Known, long Count, string Provider, string Category, string Description,
    string Level, string Role, string Chart, bool Flow, string SnapshotWhen, IReadOnlyList<FieldResponse> Fields)
{
    private static readonly EventDescriptor s_unknown = new() { Id = 0, Name = "", Provider = "", Category = "" };

    public static EventTypeResponse Of(StoredEventType type)
    {
        EventDescriptor descriptor = type.Descriptor ?? s_unknown;
        return new(
            type.TypeKey, new(type.EventType), NameOf(type), type.Descriptor is not null, type.Count,
            descriptor.Provider, descriptor.Category, descriptor.Description,
            SnakeCase.Of(descriptor.Level), SnakeCase.Of(descriptor.Role), SnakeCase.Of(descriptor.Chart), descriptor.Flow, descriptor.SnapshotWhen,
            [.. descriptor.Fields.Select(FieldResponse.Of)]);
    }

    /// <summary>The wire name, or the id where no schema gives one.</summary>
    public static string NameOf(StoredEventType type) =>
        type.Descriptor?.Name ?? string.Create(CultureInfo.InvariantCulture, $"0x{type.EventType:X8}");
}
