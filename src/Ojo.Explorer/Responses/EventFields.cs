using System.Text.Json.Serialization;
using Ojo.Catalogue;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>An event's decoded fields.</summary>
/// <param name="Values">The values in the order of their declaration.</param>
/// <param name="Descriptor">What the event type's declaration says of them; null where no schema names it.</param>
[JsonConverter(typeof(EventFieldsConverter))]
internal readonly record struct EventFields(IReadOnlyList<FieldValue> Values, EventDescriptor? Descriptor);
