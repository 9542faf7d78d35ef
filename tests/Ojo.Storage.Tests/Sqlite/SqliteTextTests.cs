using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class SqliteTextTests : TextContract
{
    private string Database => Path.Combine(Directory, "store.db");

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Database);

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Database);

    [Fact]
    public void A_view_has_strings_texts_and_bytes_in_its_columns()
    {
        Record(
            static (tracer, file) =>
            {
                SpokenProvider.Record(tracer, 7, (ushort)file, "Ада", $"only {file}", "it's \"quoted\"", [0xFF, 0x00, 0x10]);
                SpokenProvider.Record(tracer, 8, (ushort)file, null, "", "", []);
            },
            files: 3);
        string[] files = Files();
        IngestAll(files[2], files[0]);

        using var shell = new SqlShell(Database);
        List<object?[]> rows = shell.Query("SELECT count, who, whom, words, noise FROM spoken ORDER BY flow_id, count");
        Assert.Equal([0L, "Ада", "only 0", "it's \"quoted\"", new byte[] { 0xFF, 0x00, 0x10 }], rows[0]);
        Assert.Equal([2L, "Ада", "only 2", "it's \"quoted\"", new byte[] { 0xFF, 0x00, 0x10 }], rows[1]);
        Assert.Equal([0L, null, "", "", Array.Empty<byte>()], rows[2]);
        Assert.Equal(2L, shell.Scalar("SELECT count(*) FROM spoken WHERE who = 'Ада'"));
        Assert.Equal(2L, shell.Scalar("SELECT count(*) FROM spoken WHERE who IS NULL"));
        Assert.Equal(2L, shell.Scalar("SELECT count FROM spoken WHERE whom = 'only 2'"));
        Assert.Equal(2L, shell.Scalar("SELECT count(*) FROM spoken WHERE words LIKE '%quoted%'"));
    }
}
