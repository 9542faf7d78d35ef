using Ojo.Catalogue;

namespace Ojo.Storage.Filters;

/// <summary>A field of a type that a test names.</summary>
/// <param name="Field">The field.</param>
/// <param name="Number">Its number in the type.</param>
/// <param name="TextsBefore">How many of the event's texts come before its own, where it has one.</param>
internal sealed record FilterField(FieldDescriptor Field, int Number, int TextsBefore);
