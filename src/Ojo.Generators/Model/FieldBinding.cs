namespace Ojo.Generators.Model;

/// <summary>A field's C# side: what the recorder reads, and what the decoder gives back.</summary>
/// <param name="Field">The field's place and meaning.</param>
/// <param name="Expression">What the recorder reads: a parameter, or a member of one.</param>
/// <param name="Member">The member of the value that it is; empty where the field is the whole value.</param>
/// <param name="Type">The C# type that the decoder gives, fully qualified.</param>
/// <param name="TypeBits">How many bits that type has; more than the field's where the declaration narrows it.</param>
/// <param name="Coding">How the value becomes bits.</param>
internal sealed record FieldBinding(FieldModel Field, string Expression, string Member, string Type, int TypeBits, ValueCoding Coding)
{
    /// <summary>Which of the event's texts it is, for a text or bytes.</summary>
    public int TextNumber { get; init; }

    public bool IsText => Coding is ValueCoding.Text or ValueCoding.Bytes;
}
