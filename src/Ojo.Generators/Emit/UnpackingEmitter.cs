using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes the C# that takes a field out of an event again.</summary>
internal static class UnpackingEmitter
{
    /// <summary>A value read from an event called <c>e</c>.</summary>
    public static string Value(ValueModel value) => value.Making switch
    {
        ValueMaking.Tuple => $"({string.Join(", ", value.Fields.Select(Field))})",
        ValueMaking.Constructor => Construct(value),
        _ => Field(value.Fields[0]),
    };

    private static string Construct(ValueModel value)
    {
        string members = string.Join(", ", value.Fields.Skip(value.Arguments).Select(static field => $"{field.Member} = {Field(field)}"));
        string arguments = string.Join(", ", value.Fields.Take(value.Arguments).Select(Field));
        return $"new {value.Type}"
            + (value.Arguments > 0 ? $"({arguments})" : "")
            + (members.Length > 0 ? $" {{ {members} }}" : "");
    }

    private static string Field(FieldBinding binding)
    {
        string place = $"{Source.Number(binding.Field.BitOffset)}, {Source.Number(binding.Field.BitWidth)}";
        string unsigned = $"e.Bits({place})";
        string signed = $"e.SignedBits({place})";
        return binding.Coding switch
        {
            ValueCoding.Boolean => unsigned + " != 0",
            ValueCoding.Unsigned => binding.Type == "ulong" ? unsigned : $"({binding.Type}){unsigned}",
            // Unchecked, because the trace may hold a number that the enum's integer has not.
            ValueCoding.UnsignedEnum => $"unchecked(({binding.Type}){unsigned})",
            ValueCoding.Signed => binding.Type == "long" ? signed : $"({binding.Type}){signed}",
            ValueCoding.Single => $"global::System.BitConverter.UInt32BitsToSingle((uint){unsigned})",
            ValueCoding.Double => $"global::System.BitConverter.UInt64BitsToDouble({unsigned})",
            ValueCoding.Guid => $"global::Ojo.Catalogue.WideField.ToGuid({Halves(binding)})",
            ValueCoding.Address => $"global::Ojo.Catalogue.WideField.ToAddress({Halves(binding)})",
            ValueCoding.DateTime => $"global::Ojo.Catalogue.TimestampField.ToDateTime({unsigned})",
            ValueCoding.DateTimeOffset => $"global::Ojo.Catalogue.TimestampField.ToDateTimeOffset({unsigned})",
            ValueCoding.Text => $"e.Text({Source.Number(binding.TextNumber)})",
            ValueCoding.Bytes => $"e.Bytes({Source.Number(binding.TextNumber)})",
            ValueCoding.Interned => $"e.String({Source.Number(binding.Field.BitOffset)})" + (binding.Type == "string" ? " ?? \"\"" : ""),
            ValueCoding.TimeSpan => $"new global::System.TimeSpan({signed} / 100)",
            _ => throw new InvalidOperationException($"No decoding for {binding.Coding}."),
        };
    }

    private static string Halves(FieldBinding binding) =>
        $"e.Bits({Source.Number(binding.Field.BitOffset)}, 64), e.Bits({Source.Number(binding.Field.BitOffset + 64)}, 64)";
}
