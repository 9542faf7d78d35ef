using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>What the events of a group have in common: a flow's name, a run's number, a type's key, a category, a time or a field's value.</summary>
/// <param name="Value">A string, a <see cref="long"/>, a <see cref="Storage.Queries.Quantity"/>, or null.</param>
[JsonConverter(typeof(GroupKeyConverter))]
internal readonly record struct GroupKey(object? Value);
