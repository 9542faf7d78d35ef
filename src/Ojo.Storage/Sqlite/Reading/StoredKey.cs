namespace Ojo.Storage.Sqlite.Reading;

/// <summary>What stands for a type in <c>ojo_event</c>. Several keys may stand for one type.</summary>
/// <param name="Id">The number.</param>
/// <param name="Type">The type.</param>
/// <param name="SummedFrom">From which block on there are summaries that fit the type.</param>
internal sealed record StoredKey(int Id, StoredType Type, long SummedFrom)
{
    /// <summary>The bit that a block's <c>keys</c> has where it holds such an event.</summary>
    public long Bit => 1L << (Id & 63);
}
