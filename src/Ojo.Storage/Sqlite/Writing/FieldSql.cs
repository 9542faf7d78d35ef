using System.Globalization;
using System.Text;
using Ojo.Catalogue;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Writes the SQL expression that decodes a field out of an event's words, with nothing but shifts, masks and sums.</summary>
/// <remarks>The expression stands where <c>f</c> is a row of <c>ojo_flow</c>.</remarks>
/// <param name="row">What the row of <c>ojo_event</c> is called.</param>
internal sealed class FieldSql(string row)
{
    private const int LongestCase = 64;

    /// <summary>For a row called <c>e</c>.</summary>
    public static FieldSql OfEvent { get; } = new("e");

    public string Decode(FieldDescriptor field, EventDescriptor type, int typeId)
    {
        switch (field.Type)
        {
            case FieldType.Text or FieldType.Bytes:
                string value = field.Type == FieldType.Bytes ? "CAST(x.value AS BLOB)" : "x.value";
                return $"(SELECT {value} FROM ojo_text AS x WHERE x.event = {row}.id AND x.n = {Number(TextNumber(field, type))})";
            case FieldType.Ip or FieldType.Uuid when field.BitWidth == 128:
                return Hexadecimal(field);
        }

        if (field.BitWidth is < 1 or > 64 || field.BitOffset < 0)
        {
            return "NULL";
        }

        string bits = Bits(field.BitOffset, field.BitWidth);
        return field.Type switch
        {
            FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration => Signed(bits, field.BitWidth),
            FieldType.Timestamp => TimestampText.Sql(Signed(bits, field.BitWidth)),
            FieldType.Char => CharacterText.Sql(bits),
            FieldType.F32 when field.BitWidth == 32 => Float(bits, exponentBits: 8, fractionBits: 23),
            FieldType.F64 when field.BitWidth == 64 => Float(bits, exponentBits: 11, fractionBits: 52),
            FieldType.Enum => Named(bits, field, type, typeId),
            FieldType.String => $"coalesce((SELECT s.value FROM ojo_string AS s WHERE s.run = f.run AND s.id = {bits}), nullif({bits}, 0))",
            _ => Unsigned(bits, field.BitWidth),
        };
    }

    /// <summary>A numeric field's value as a number, whatever names its values have and however it is written.</summary>
    public string DecodeNumber(FieldDescriptor field, EventDescriptor type, int typeId) => Decode(
        field.Type switch
        {
            FieldType.Enum => field with { Type = FieldType.U64, Values = [] },
            FieldType.Timestamp => field with { Type = FieldType.I64 },
            _ => field,
        },
        type,
        typeId);

    /// <summary>The field's bits as a number of 64 bits, of which all above its width are 0.</summary>
    public string Bits(int offset, int width)
    {
        int shift = offset & 63;
        string low = Shifted(Word(offset >> 6), shift);
        if (shift + width <= 64)
        {
            return width == 64 ? low : $"({low} & {Mask(width)})";
        }

        string joined = $"(({low} & {Mask(64 - shift)}) | ({Word((offset >> 6) + 1)} << {64 - shift}))";
        return width == 64 ? joined : $"({joined} & {Mask(width)})";
    }

    /// <summary>The index of the field among the type's texts.</summary>
    private static int TextNumber(FieldDescriptor field, EventDescriptor type) =>
        type.Fields.TakeWhile(other => !ReferenceEquals(other, field)).Count(other => other.Type is FieldType.Text or FieldType.Bytes);

    private string Word(int index) => index == 0
        ? row + ".payload"
        : $"coalesce((SELECT w.word FROM ojo_extend AS w WHERE w.event = {row}.id AND w.n = {Number(index)}), 0)";

    private static string Shifted(string word, int shift) => shift == 0 ? word : $"({word} >> {shift})";

    private static string Mask(int width) => SqlText.Number((1L << width) - 1);

    // From 2^63 on SQLite has no integer: the digits are right as text.
    private static string Unsigned(string bits, int width) => width < 64 ? bits : $"CASE WHEN {bits} < 0 THEN printf('%u', {bits}) ELSE {bits} END";

    private static string Signed(string bits, int width) =>
        width == 64 ? bits : $"(({bits} << {64 - width}) >> {64 - width})";

    private static string Named(string bits, FieldDescriptor field, EventDescriptor type, int typeId)
    {
        if (field.Values.Count == 0)
        {
            return Unsigned(bits, field.BitWidth);
        }

        if (field.Values.Count > LongestCase)
        {
            int n = type.Fields.TakeWhile(other => !ReferenceEquals(other, field)).Count();
            string keyed = field.Values[0].Value < 0 ? Signed(bits, field.BitWidth) : bits;
            return $"coalesce((SELECT v.name FROM ojo_enum AS v WHERE v.type = {Number(typeId)} AND v.n = {Number(n)} AND v.value = {keyed}), {keyed})";
        }

        var text = new StringBuilder("CASE ").Append(bits);
        long mask = field.BitWidth == 64 ? -1 : (1L << field.BitWidth) - 1;
        foreach (EnumValue value in field.Values)
        {
            text.Append(" WHEN ").Append(SqlText.Number(value.Value & mask)).Append(" THEN ").Append(SqlText.Literal(value.Name));
        }

        return text.Append(" ELSE ").Append(bits).Append(" END").ToString();
    }

    /// <summary>IEEE 754 by arithmetic: the sign times the significand times a power of two, taken from a table by squaring.</summary>
    private static string Float(string bits, int exponentBits, int fractionBits)
    {
        int bias = (1 << (exponentBits - 1)) - 1;
        long allOnes = (1L << exponentBits) - 1;
        string exponent = $"(({bits} >> {fractionBits}) & {allOnes})";
        string fraction = $"({bits} & {Mask(fractionBits)})";
        string sign = $"(CASE WHEN ({bits} >> {exponentBits + fractionBits}) & 1 THEN -1.0 ELSE 1.0 END)";
        string significand = $"(CASE {exponent} WHEN 0 THEN {fraction} ELSE {fraction} + {SqlText.Number(1L << fractionBits)} END)";
        // Subnormal numbers have the exponent of the smallest normal ones. Two factors, because 2^-1074 times 2^52 must not pass through 0.
        string power = $"(max({exponent}, 1) - {bias + fractionBits})";
        return $"""
            CASE WHEN {exponent} = {allOnes} THEN CASE WHEN {fraction} <> 0 THEN NULL ELSE {sign} * 9e999 END
                 ELSE {sign} * {significand} * (SELECT p.value FROM ojo_power AS p WHERE p.exponent = {power} / 2) * (SELECT p.value FROM ojo_power AS p WHERE p.exponent = {power} - {power} / 2) END
            """;
    }

    private string Hexadecimal(FieldDescriptor field)
    {
        var text = new StringBuilder("printf('");
        for (int index = 0; index < 16; index++)
        {
            bool mark = field.Type == FieldType.Ip ? index is > 0 && index % 2 == 0 : index is 4 or 6 or 8 or 10;
            text.Append(mark ? (field.Type == FieldType.Ip ? ":" : "-") : "").Append("%02x");
        }

        text.Append('\'');
        for (int index = 0; index < 16; index++)
        {
            text.Append(", ").Append(Bits(field.BitOffset + index * 8, 8));
        }

        return text.Append(')').ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
