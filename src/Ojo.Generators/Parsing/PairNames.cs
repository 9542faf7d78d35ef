using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>What the two ends of a pair are called, and what they are.</summary>
internal static class PairNames
{
    private static readonly string[] s_words = ["first", "last"];

    /// <summary>The word after the pair's name.</summary>
    public static string Of(int index) => s_words[index];

    /// <summary>The field as one end of a range, unless it says that it is something else.</summary>
    public static FieldBinding AsEnd(FieldBinding field) =>
        field.Field.Kind == FieldKind.None ? field with { Field = field.Field with { Kind = FieldKind.Range } } : field;
}
