using System.Globalization;
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

    private static readonly HashSet<string> s_types =
        new(Enum.GetNames(typeof(FieldType)).Select(static name => Words.ToSnake(name)), StringComparer.Ordinal);

    // They stand after the words and take no bits of them.
    private static readonly HashSet<string> s_texts = new([Words.ToSnake(nameof(FieldType.Text)), Words.ToSnake(nameof(FieldType.Bytes))], StringComparer.Ordinal);

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

    /// <summary>The shape with the names of values that each field has: <c>reason:enum:8::timer=1,tail=2</c>.</summary>
    public static string With(string shape, IEnumerable<EquatableArray<NamedValue>> values)
    {
        string[] words = shape.Split(' ');
        int field = 1;
        foreach (EquatableArray<NamedValue> named in values)
        {
            if (named.Count > 0)
            {
                bool hasUnit = words[field].Count(static c => c == ':') > 2;
                words[field] += (hasUnit ? ":" : "::") + string.Join(",", named.Select(
                    static value => $"{value.Name}={value.Bits.ToString(CultureInfo.InvariantCulture)}"));
            }

            field++;
        }

        return string.Join(" ", words);
    }

    /// <summary>Takes a field's word apart into what is its shape, and the names of its values.</summary>
    /// <returns>Whether it is a field's word.</returns>
    public static bool TryReadField(string word, out string shape, out EquatableArray<NamedValue> values)
    {
        string[] parts = word.Split(':');
        values = default;
        shape = string.Join(":", parts.Take(4)).TrimEnd(':');
        return parts.Length is >= 3 and <= 5
            && Words.IsFieldName(parts[0])
            && s_types.Contains(parts[1])
            && ushort.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out ushort bits)
            && bits > 0 != s_texts.Contains(parts[1])
            && (parts.Length != 4 || parts[3].Length > 0)
            && (parts.Length < 5 || TryReadValues(parts[4], out values));
    }

    private static bool TryReadValues(string text, out EquatableArray<NamedValue> values)
    {
        var read = new List<NamedValue>();
        foreach (string pair in text.Split(','))
        {
            int equals = pair.IndexOf('=');
            if (equals <= 0 || !ulong.TryParse(pair.Substring(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong bits))
            {
                values = default;
                return false;
            }

            read.Add(new NamedValue(pair.Substring(0, equals), bits));
        }

        values = EquatableArray<NamedValue>.From(read);
        return true;
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
