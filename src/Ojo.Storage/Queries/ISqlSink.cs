namespace Ojo.Storage.Queries;

/// <summary>Is shown the rows of a statement. Called on the thread that asked, which waits for it.</summary>
public interface ISqlSink
{
    /// <summary>Is told the columns, once, before any row; never where a limit ends the statement before it has been understood.</summary>
    void Begin(IReadOnlyList<SqlColumn> columns);

    /// <summary>Looks at the next row, which is another one after it returns.</summary>
    /// <returns>False to be shown no more.</returns>
    bool Take(SqlRow row);
}
