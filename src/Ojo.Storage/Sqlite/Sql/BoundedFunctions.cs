using System.Text;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>
/// Stands in for those of SQLite's functions whose time grows with the product of their arguments' sizes: a single call could
/// take hours, in which nothing can stop it. Here the second argument has an end.
/// </summary>
internal static class BoundedFunctions
{
    private const int MostBytes = 1000;

    // sqlite3.h: SQLITE_DETERMINISTIC, SQLITE_INNOCUOUS. Views may use them.
    private const int Flags = 0x800 | 0x200000;

    public static void Register(sqlite3 connection)
    {
        Add(connection, "instr", 2, static values => IsBlob(values[0]) && IsBlob(values[1])
            ? Db.sqlite3_value_blob(values[0]).IndexOf(Db.sqlite3_value_blob(values[1])) + 1
            : PlaceOf(Text(values[0]), Text(values[1])));
        Add(connection, "replace", 3, static values =>
        {
            string pattern = Text(values[1]);
            return pattern.Length == 0 ? Text(values[0]) : Replace(Text(values[0]), pattern, Text(values[2]));
        });
        Add(connection, "trim", 2, static values => Trim(values, atStart: true, atEnd: true));
        Add(connection, "ltrim", 2, static values => Trim(values, atStart: true, atEnd: false));
        Add(connection, "rtrim", 2, static values => Trim(values, atStart: false, atEnd: true));
    }

    private static void Add(sqlite3 connection, string name, int arguments, Func<sqlite3_value[], object?> compute) =>
        SqliteErrors.Check(
            Db.sqlite3_create_function(connection, name, arguments, Flags, null, (context, _, values) => Call(context, name, values, compute)),
            connection);

    private static void Call(sqlite3_context context, string name, sqlite3_value[] values, Func<sqlite3_value[], object?> compute)
    {
        if (values.Any(static value => Db.sqlite3_value_type(value) == Db.SQLITE_NULL))
        {
            Db.sqlite3_result_null(context);
        }
        else if (Db.sqlite3_value_bytes(values[1]) > MostBytes)
        {
            Db.sqlite3_result_error(context, $"the second argument of {name}() may have {MostBytes} bytes here");
        }
        else
        {
            switch (compute(values))
            {
                case int number:
                    Db.sqlite3_result_int64(context, number);
                    break;
                case string text when Encoding.UTF8.GetByteCount(text) <= SqlConnection.MostValueBytes:
                    Db.sqlite3_result_text(context, text);
                    break;
                default:
                    Db.sqlite3_result_error_toobig(context);
                    break;
            }
        }
    }

    private static bool IsBlob(sqlite3_value value) => Db.sqlite3_value_type(value) == Db.SQLITE_BLOB;

    private static string Text(sqlite3_value value) => Db.sqlite3_value_text(value).utf8_to_string() ?? "";

    // SQLite counts characters, a string in C# counts code units.
    private static int PlaceOf(string text, string part)
    {
        int place = text.IndexOf(part, StringComparison.Ordinal);
        return place < 0 ? 0 : text[..place].EnumerateRunes().Count() + 1;
    }

    /// <returns>Null where it would be too large.</returns>
    private static string? Replace(string text, string pattern, string by)
    {
        if (by.Length > pattern.Length && (long)(text.Length / pattern.Length) * (by.Length - pattern.Length) > SqlConnection.MostValueBytes
            && CountOf(text, pattern) * (by.Length - pattern.Length) + text.Length > SqlConnection.MostValueBytes)
        {
            return null;
        }

        return text.Replace(pattern, by, StringComparison.Ordinal);
    }

    private static long CountOf(string text, string pattern) => text.AsSpan().Count(pattern);

    private static string Trim(sqlite3_value[] values, bool atStart, bool atEnd)
    {
        string text = Text(values[0]);
        var trimmed = new HashSet<Rune>(Text(values[1]).EnumerateRunes());
        int start = 0, end = text.Length;
        while (atStart && start < end && Rune.TryGetRuneAt(text, start, out Rune first) && trimmed.Contains(first))
        {
            start += first.Utf16SequenceLength;
        }

        while (atEnd && end > start)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out Rune last, out int length);
            if (!trimmed.Contains(last))
            {
                break;
            }

            end -= length;
        }

        return text[start..end];
    }
}
