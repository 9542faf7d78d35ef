using Ojo.Storage.Queries;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Gives a statement the values of its parameters. Each must have one, and each value a parameter.</summary>
internal static class SqlParameters
{
    public static void Bind(sqlite3_stmt statement, SqlQuery query)
    {
        int count = Db.sqlite3_bind_parameter_count(statement);
        var used = new HashSet<string>(StringComparer.Ordinal);
        int positional = 0;
        for (int parameter = 1; parameter <= count; parameter++)
        {
            string? name = Db.sqlite3_bind_parameter_name(statement, parameter).utf8_to_string();
            if (string.IsNullOrEmpty(name) || name[0] == '?')
            {
                // ?5 is the fifth value, whether or not the statement has a ?4.
                positional = parameter;
                Bind(statement, parameter, parameter <= query.Positional.Count
                    ? query.Positional[parameter - 1]
                    : throw new StoreSqlException($"The statement has a parameter {(string.IsNullOrEmpty(name) ? "?" : name)} in place {parameter}, and {query.Positional.Count} values without a name were given. Give it a value."));
            }
            else
            {
                string key = name[1..];
                used.Add(key);
                Bind(statement, parameter, query.Named.TryGetValue(key, out object? value) ? value : throw new StoreSqlException($"The parameter {name} has no value. Give it one."));
            }
        }

        if (query.Positional.Count > positional)
        {
            throw new StoreSqlException($"{query.Positional.Count} values without a name were given, and the statement has a place for {positional}. Leave out the rest.");
        }

        if (query.Named.Keys.FirstOrDefault(key => !used.Contains(key)) is string unused)
        {
            throw new StoreSqlException($"A value was given for the parameter {unused}, which the statement does not have. Leave it out, or write @{unused} where it belongs.");
        }
    }

    private static void Bind(sqlite3_stmt statement, int parameter, object? value)
    {
        int code = value switch
        {
            null => Db.sqlite3_bind_null(statement, parameter),
            bool truth => Db.sqlite3_bind_int64(statement, parameter, truth ? 1 : 0),
            string text => Db.sqlite3_bind_text(statement, parameter, text),
            byte[] bytes => Db.sqlite3_bind_blob(statement, parameter, bytes.AsSpan()),
            double or float => Db.sqlite3_bind_double(statement, parameter, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
            // As the store writes what is beyond its integers.
            ulong number and > long.MaxValue => Db.sqlite3_bind_text(statement, parameter, number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            sbyte or byte or short or ushort or int or uint or long or ulong =>
                Db.sqlite3_bind_int64(statement, parameter, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
            _ => throw new StoreSqlException($"A parameter cannot be a {value.GetType().Name}. Give null, a bool, a whole number, a double, a string or an array of bytes."),
        };
        if (code != Db.SQLITE_OK)
        {
            throw new StoreSqlException($"The value of parameter {parameter} is larger than {SqlConnection.MostValueBytes} bytes.");
        }
    }
}
