using System.Text;
using Ojo.Catalogue;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>What an event's records carry, as one text: whether there is a flow, and the fields in order. No prose.</summary>
/// <remarks>Two events of one shape are decoded alike: <c>flow packet_number:u64:46 size:u16:16:bytes</c>.</remarks>
internal static class PayloadShape
{
    public const string WithFlow = "flow";
    public const string WithoutFlow = "no_flow";

    // What would end a word of a lock's line, or the line where a message quotes it; '%' itself, so that nothing is ambiguous.
    private static readonly (string Plain, string Escaped)[] s_escapes = [("%", "%25"), (" ", "%20"), (":", "%3A"), ("`", "%60")];

    public static string Of(EventModel model) =>
        string.Join(" ", new[] { model.Flow ? WithFlow : WithoutFlow }.Concat(model.Fields.Select(Field)));

    /// <summary>The shape in words for a message: <c>a flow, packet_number (u64, 46 bits), size (u16, 16 bits, bytes)</c>.</summary>
    public static string Describe(string shape)
    {
        string[] words = shape.Split(' ');
        var text = new StringBuilder(words[0] == WithFlow ? "a flow" : "no flow");
        foreach (string field in words.Skip(1))
        {
            string[] parts = field.Split(':');
            string unit = parts.Length > 3 ? ", " + Unescape(parts[3]) : "";
            text.Append($", {parts[0]} ({parts[1]}, {parts[2]} {(parts[2] == "1" ? "bit" : "bits")}{unit})");
        }

        return text.ToString();
    }

    private static string Field(FieldModel field)
    {
        string unit = field.Unit.Length > 0 ? ":" + Escape(field.Unit) : "";
        return $"{field.Name}:{Vocabulary<FieldType>.WordFor(field.Type)}:{Source.Number(field.BitWidth)}{unit}";
    }

    private static string Escape(string text) =>
        s_escapes.Aggregate(text, static (result, escape) => result.Replace(escape.Plain, escape.Escaped));

    private static string Unescape(string text) =>
        Enumerable.Reverse(s_escapes).Aggregate(text, static (result, escape) => result.Replace(escape.Escaped, escape.Plain));
}
