using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Makes the views that depend on event types again, for tables that have changed.</summary>
internal static class TypeViews
{
    public static void MakeAgain(sqlite3 connection)
    {
        Dictionary<int, StoredType> types = TypeTable.Load(connection);
        foreach (StoredType type in types.Values)
        {
            if (type is { ViewName: string name, Descriptor: { } descriptor })
            {
                using (var drop = new Statement(connection, $"DROP VIEW IF EXISTS {SqlText.Name(name)}"))
                {
                    drop.Execute();
                }

                EventViews.Create(connection, name, type.Id, descriptor);
            }
        }

        RoleViews.Create(connection, types.Values);
    }
}
