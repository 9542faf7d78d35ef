using Ojo.Catalogue;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>An event type as one file's ingestion meets it.</summary>
internal sealed class IngestKey(long id, uint eventType, ulong typeId, EventDescriptor? type, bool isOwn)
{
    /// <summary>Its number in <c>ojo_key</c>.</summary>
    public long Id => id;

    /// <summary>The type as the file's records have it.</summary>
    public uint EventType => eventType;

    public string Name => type?.Name ?? StoredType.NameOf(typeId);

    /// <summary>How many words an event must have; 1 where the type is only a guess.</summary>
    public int WordCount { get; } = isOwn && type is not null ? type.WordCount : 1;

    /// <summary>What is summed up per block.</summary>
    public FieldSummary[] Summaries { get; } = FieldSummary.For(type);

    /// <summary>Every key that the store has, for writing anew what has been taken in before.</summary>
    public static Dictionary<int, IngestKey> All(sqlite3 connection)
    {
        Dictionary<int, StoredType> types = TypeTable.Load(connection);
        using var rows = new Statement(connection, "SELECT id, event_type, type FROM ojo_key");
        var keys = new Dictionary<int, IngestKey>();
        while (rows.Step())
        {
            keys.Add(rows.Int32(0), new IngestKey(rows.Int64(0), (uint)rows.Int64(1), (ulong)rows.Int64(1), types[rows.Int32(2)].Descriptor, isOwn: false));
        }

        return keys;
    }

    /// <summary>Whether the current block has an event of this type.</summary>
    public bool InBlock { get; set; }

    /// <summary>Events of the current flow in this slice.</summary>
    public long FlowEvents { get; set; }

    /// <summary>Events in this slice.</summary>
    public long SliceEvents { get; set; }
}
