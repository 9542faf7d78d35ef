using System.Text.Json.Serialization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A number that came of events' fields: whole ones as <see cref="ExactInteger"/>; others as numbers, or as a word where they are not finite.</summary>
[JsonConverter(typeof(ExactNumberConverter))]
internal readonly record struct ExactNumber(Quantity Value);
