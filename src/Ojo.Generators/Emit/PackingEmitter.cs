using System.Globalization;
using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>C# expressions that pack fields into 64-bit words and take them out again, least significant bit first.</summary>
internal static class PackingEmitter
{
    /// <summary>The expression of each word that <paramref name="bindings"/> fill.</summary>
    /// <remarks>A field that begins in one word and ends in the next has a part in both.</remarks>
    public static string[] Words(EquatableArray<FieldBinding> bindings, int wordCount)
    {
        var parts = new List<string>[wordCount];
        for (int i = 0; i < wordCount; i++)
        {
            parts[i] = [];
        }

        foreach (FieldBinding binding in bindings)
        {
            int word = binding.Field.BitOffset / 64;
            int shift = binding.Field.BitOffset % 64;
            string bits = Bits(binding);
            parts[word].Add(shift == 0 ? bits : $"({bits} << {shift.ToString(CultureInfo.InvariantCulture)})");
            if (shift + binding.Field.BitWidth > 64)
            {
                parts[word + 1].Add($"({bits} >> {(64 - shift).ToString(CultureInfo.InvariantCulture)})");
            }
        }

        return [.. parts.Select(static word => word.Count == 0 ? "0UL" : string.Join(" | ", word))];
    }

    /// <summary>The value of a field read from an event called <c>e</c>.</summary>
    public static string Decoded(FieldBinding binding)
    {
        string place = $"{Source.Number(binding.Field.BitOffset)}, {Source.Number(binding.Field.BitWidth)}";
        string unsigned = $"e.Bits({place})";
        string signed = $"e.SignedBits({place})";
        return binding.Coding switch
        {
            ValueCoding.Boolean => unsigned + " != 0",
            ValueCoding.Unsigned => binding.Type == "ulong" ? unsigned : $"({binding.Type}){unsigned}",
            ValueCoding.Signed => binding.Type == "long" ? signed : $"({binding.Type}){signed}",
            ValueCoding.Single => $"global::System.BitConverter.UInt32BitsToSingle((uint){unsigned})",
            ValueCoding.Double => $"global::System.BitConverter.UInt64BitsToDouble({unsigned})",
            ValueCoding.TimeSpan => $"new global::System.TimeSpan({signed} / {NanosecondsPerTick})",
            _ => throw new InvalidOperationException($"No decoding for {binding.Coding}."),
        };
    }

    // A TimeSpan reaches a hundred times further than 64 bits of nanoseconds: what is out of reach saturates at 292 years.
    private const string NanosecondsPerTick = "100";
    private const string ClampedTicks = "global::System.Math.Clamp({0}.Ticks, long.MinValue / 100, long.MaxValue / 100) * 100";

    /// <summary>A field's bits as a ulong that is zero above the field's width.</summary>
    private static string Bits(FieldBinding binding)
    {
        string value = binding.Parameter;
        string bits = binding.Coding switch
        {
            ValueCoding.Boolean => $"({value} ? 1UL : 0UL)",
            ValueCoding.Unsigned => binding.Type == "ulong" ? value : $"(ulong){value}",
            // Unchecked, because a project may check its casts, and a negative number is meant.
            ValueCoding.Signed => $"unchecked((ulong){value})",
            ValueCoding.Single => $"(ulong)global::System.BitConverter.SingleToUInt32Bits({value})",
            ValueCoding.Double => $"global::System.BitConverter.DoubleToUInt64Bits({value})",
            ValueCoding.TimeSpan => $"unchecked((ulong)({string.Format(CultureInfo.InvariantCulture, ClampedTicks, value)}))",
            _ => throw new InvalidOperationException($"No encoding for {binding.Coding}."),
        };

        bool carriesMore = binding.Coding switch
        {
            ValueCoding.Boolean or ValueCoding.Single or ValueCoding.Double => false,
            ValueCoding.Unsigned => binding.Field.BitWidth < binding.TypeBits,
            _ => binding.Field.BitWidth < 64,
        };
        if (!carriesMore)
        {
            return bits;
        }

        ulong mask = (1UL << binding.Field.BitWidth) - 1;
        return $"({bits} & 0x{mask.ToString("X", CultureInfo.InvariantCulture)}UL)";
    }
}
