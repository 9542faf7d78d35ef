using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class SqliteFilterTests : FilterContract
{
    protected override bool MergesBetweenFiles => true;

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Path.Combine(Directory, "store.db"));

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Path.Combine(Directory, "store.db"));
}
