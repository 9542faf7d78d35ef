namespace Ojo.Storage.Sqlite.Writing;

/// <summary>How events are numbered: upwards from the last.</summary>
internal static class EventIds
{
    /// <summary>
    /// Asks for the last number that was given. A store that is a part of a larger one is told by <c>last_event</c> which
    /// numbers its neighbours have given.
    /// </summary>
    public const string LastSql = """
        SELECT max(coalesce((SELECT max(id) FROM ojo_event), 0), coalesce((SELECT value FROM ojo_store WHERE name = 'last_event'), 0))
        """;
}
