namespace Ojo.Generators.Model;

/// <summary>A field's C# side: the recorder's parameter and the decoder's property.</summary>
/// <param name="Field">The field's place and meaning.</param>
/// <param name="Parameter">The parameter's name, escaped where it is a keyword.</param>
/// <param name="Property">The decoder's property.</param>
/// <param name="Type">The C# type of both, fully qualified.</param>
/// <param name="TypeBits">How many bits that type has; more than the field's where the declaration narrows it.</param>
/// <param name="Coding">How the value becomes bits.</param>
internal sealed record FieldBinding(FieldModel Field, string Parameter, string Property, string Type, int TypeBits, ValueCoding Coding);
