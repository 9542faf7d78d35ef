using System.Text;
using Ojo.Catalogue;

namespace Ojo.Storage.Sqlite.Views;

/// <summary>Writes the SQL expression that decodes a field out of an event's words, with nothing but shifts, masks and sums.</summary>
/// <param name="row">What the event's row is called; it has <c>id</c> and <c>payload</c>.</param>
/// <param name="tables">Where the rest is.</param>
internal sealed class FieldSql(string row, FieldTables tables)
{
    private const int LongestCase = 64;

    /// <summary>For a row of <c>ojo_event</c> called <c>e</c>, where <c>f</c> is a row of <c>ojo_flow</c>.</summary>
    public static FieldSql OfEvent { get; } = new("e", FieldTables.OfStore);

    /// <summary>The same for a row of a file that is attached under a name.</summary>
    public static FieldSql OfEventIn(string file) => new("e", FieldTables.OfStore with { Words = file + ".ojo_extend", Texts = file + ".ojo_text" });

    public string Decode(FieldDescriptor field, EventDescriptor type, int typeId)
    {
        switch (field.Type)
        {
            case FieldType.Text or FieldType.Bytes:
                string value = field.Type == FieldType.Bytes ? "CAST(x.value AS BLOB)" : "x.value";
                return $"(SELECT {value} FROM {tables.Texts} AS x WHERE x.{tables.EventColumn} = {row}.id AND x.n = {SqlText.Number(TextNumber(field, type))})";
            case FieldType.Ip when field.BitWidth == 128:
                return Address(field);
            case FieldType.Uuid when field.BitWidth == 128:
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
            FieldType.Timestamp => Timestamp(Signed(bits, field.BitWidth)),
            FieldType.Char => Character(bits),
            FieldType.F32 when field.BitWidth == 32 => Float(bits, exponentBits: 8, fractionBits: 23),
            FieldType.F64 when field.BitWidth == 64 => Float(bits, exponentBits: 11, fractionBits: 52),
            FieldType.Enum => Named(bits, field, type, typeId),
            FieldType.String => $"coalesce((SELECT s.value FROM {tables.Strings} AS s WHERE s.{tables.RunColumn} = {tables.Run} AND s.id = {bits}), nullif({bits}, 0))",
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
        : $"coalesce((SELECT w.word FROM {tables.Words} AS w WHERE w.{tables.EventColumn} = {row}.id AND w.n = {SqlText.Number(index)}), 0)";

    private static string Shifted(string word, int shift) => shift == 0 ? word : $"({word} >> {shift})";

    private static string Mask(int width) => SqlText.Number((1L << width) - 1);

    // From 2^63 on SQLite has no integer: the digits are right as text.
    private string Unsigned(string bits, int width) =>
        width < 64 ? bits : Once(bits, static value => $"CASE WHEN {value} < 0 THEN printf('%u', {value}) ELSE {value} END");

    /// <summary>An expression that says a value several times, and has it worked out once where that is more than a column.</summary>
    private string Once(string value, Func<string, string> expression) => value == Word(0)
        ? expression(value)
        : $"(SELECT {expression("v.value")} FROM (SELECT {value} AS value) AS v)";

    private static string Signed(string bits, int width) =>
        width == 64 ? bits : $"(({bits} << {64 - width}) >> {64 - width})";

    /// <summary>ISO 8601 with nine digits of a second; truncating division leaves a negative rest, which belongs to the second before.</summary>
    private string Timestamp(string bits) => Once(
        bits,
        static ns => $"strftime('%Y-%m-%dT%H:%M:%S', {ns} / 1000000000 - ({ns} % 1000000000 < 0), 'unixepoch') "
            + $"|| printf('.%09dZ', ({ns} % 1000000000 + 1000000000) % 1000000000)");

    /// <summary>The character, or <c>U+000A</c> where it can't be shown alone.</summary>
    private string Character(string bits) => Once(
        bits,
        static unit => $"CASE WHEN {unit} < 32 OR {unit} BETWEEN 127 AND 159 OR {unit} BETWEEN 55296 AND 57343 OR {unit} > 65535 "
            + $"THEN printf('U+%04X', {unit}) ELSE char({unit}) END");

    private string Named(string bits, FieldDescriptor field, EventDescriptor type, int typeId)
    {
        if (field.Values.Count == 0)
        {
            return Unsigned(bits, field.BitWidth);
        }

        if (field.Values.Count > LongestCase && tables.Names is string names)
        {
            int n = type.Fields.TakeWhile(other => !ReferenceEquals(other, field)).Count();
            string keyed = field.Values[0].Value < 0 ? Signed(bits, field.BitWidth) : bits;
            return $"coalesce((SELECT v.name FROM {names} AS v WHERE v.type = {SqlText.Number(typeId)} AND v.n = {SqlText.Number(n)} AND v.value = {keyed}), {Unsigned(bits, field.BitWidth)})";
        }

        var text = new StringBuilder("CASE ").Append(bits);
        long mask = field.BitWidth == 64 ? -1 : (1L << field.BitWidth) - 1;
        foreach (EnumValue value in field.Values)
        {
            text.Append(" WHEN ").Append(SqlText.Number(value.Value & mask)).Append(" THEN ").Append(SqlText.Literal(value.Name));
        }

        return text.Append(" ELSE ").Append(Unsigned(bits, field.BitWidth)).Append(" END").ToString();
    }

    /// <summary>IEEE 754 by arithmetic: the sign times the significand times a power of two, taken from a table by squaring.</summary>
    private string Float(string bits, int exponentBits, int fractionBits)
    {
        int bias = (1 << (exponentBits - 1)) - 1;
        long allOnes = (1L << exponentBits) - 1;
        // Subnormal numbers have the exponent of the smallest normal ones. Two factors, because 2^-1074 times 2^52 must not pass through 0.
        string power = $"(max(v.exponent, 1) - {bias + fractionBits})";
        return $"(SELECT CASE WHEN v.exponent < {allOnes} THEN v.sign * (v.fraction + (v.exponent > 0) * {SqlText.Number(1L << fractionBits)}) "
            + $"* (SELECT p.value FROM {tables.Powers} AS p WHERE p.exponent = {power} / 2) "
            + $"* (SELECT p.value FROM {tables.Powers} AS p WHERE p.exponent = {power} - {power} / 2) "
            + "WHEN v.fraction = 0 THEN v.sign * 9e999 END "
            + $"FROM (SELECT ({bits} >> {fractionBits}) & {allOnes} AS exponent, {bits} & {Mask(fractionBits)} AS fraction, "
            + $"CASE WHEN ({bits} >> {exponentBits + fractionBits}) & 1 THEN -1.0 ELSE 1.0 END AS sign) AS v)";
    }

    /// <summary>An address of IPv4 as people write it, one of IPv6 in full: in 128 bits the former has ten bytes of zeros and two of ones before it.</summary>
    private string Address(FieldDescriptor field)
    {
        string parts = string.Join(", ", Enumerable.Range(12, 4).Select(index => Bits(field.BitOffset + index * 8, 8)));
        return $"CASE WHEN {Bits(field.BitOffset, 64)} = 0 AND {Bits(field.BitOffset + 64, 32)} = {SqlText.Number(0xFFFF_0000)} "
            + $"THEN printf('%d.%d.%d.%d', {parts}) ELSE {Hexadecimal(field)} END";
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
}
