extern alias generators;

using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using generators::Ojo.Generators.Parsing;
using generators::Ojo.Storage.Sqlite.Views;
using Microsoft.Data.Sqlite;
using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;
using Ojo.Watcher;

namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>
/// What a real tracer wrote is taken into two stores: one that knows its schema and makes its own views, and one that does
/// not and is given what the generator wrote, by a connection that knows nothing but SQLite.
/// </summary>
public sealed partial class ViewTests : IAsyncLifetime
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "ojo-views-" + Guid.NewGuid().ToString("N"));

    private string WithSchema => Path.Combine(_directory, "with.db");

    private string WithoutSchema => Path.Combine(_directory, "without.db");

    public async ValueTask InitializeAsync()
    {
        using (Tracer tracer = Recording.Create(_directory))
        {
            Record(tracer);
        }

        string output = Path.Combine(_directory, "output");
        await Ingest(output, WithSchema);
        Assert.NotEmpty(Directory.GetFiles(output, "schema_*.json"));
        Array.ForEach(Directory.GetFiles(output, "schema_*.json"), File.Delete);
        await Ingest(output, WithoutSchema);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
        return default;
    }

    [Fact]
    public void Generated_views_show_what_the_stores_own_views_show()
    {
        using SqliteConnection own = Open(WithSchema);
        using SqliteConnection plain = Open(WithoutSchema);
        int compared = 0;
        foreach (EventProvider provider in EventCatalogue.Providers.Where(static one => one.Events.Count > 0))
        {
            using SqliteTransaction transaction = plain.BeginTransaction();
            if (provider.Name == "ojo")
            {
                // A store has these views from the beginning; what is generated is to be seen in their place.
                Array.ForEach(ViewsOf(provider), view => Execute(plain, $"DROP VIEW \"{view.Name}\""));
            }

            Execute(plain, Encoding.UTF8.GetString(provider.SqlSeed));
            Execute(plain, Encoding.UTF8.GetString(provider.SqlViews));
            foreach ((string name, EventDescriptor type) in ViewsOf(provider))
            {
                string ownName = (string)Query(own, $"SELECT view_name FROM event_types WHERE provider = '{type.Provider}' AND name = '{type.Name}'").Single()[0];
                Assert.Equal(Columns(own, ownName), Columns(plain, name));
                List<object[]> rows = Query(own, $"SELECT * FROM \"{ownName}\" ORDER BY id");
                Assert.Equal(rows, Query(plain, $"SELECT * FROM \"{name}\" ORDER BY id"));
                Assert.Equal(rows.Where(static row => (long)row[2] == 7), Query(plain, $"SELECT * FROM \"{name}\" WHERE flow_id = 7 ORDER BY id"));
                compared += rows.Count;
            }

            transaction.Rollback();
        }

        Assert.Equal((long)compared, Query(own, "SELECT count(*) FROM events").Single()[0]);
        HashSet<FieldType> seen = [.. Recorded(own).SelectMany(static type => type.Fields).Select(static field => field.Type)];
        Assert.Empty(Enum.GetValues<FieldType>().Except(seen));
    }

    [Fact]
    public void Every_value_is_as_docs_STORE_says()
    {
        using SqliteConnection plain = Open(WithoutSchema);
        Run(plain, "Ojo.Generators.Tests.RoundTrips", "tests.text", "tests.views");

        Assert.Equal(
            [
                1L, 255L, 65535L, 4294967295L, "18446744073709551615", -128L, -32768L, -2147483648L, long.MinValue,
                -0.5, 0.1, "x", -100L, "infrared", "saturday", "wednesday", "deep_blue",
            ],
            Query(plain, "SELECT * FROM everything").First()[4..]);
        Assert.Equal(
            [1L, "server", new byte[] { 0, 1, 0xFF }, "because", "client", "note", Array.Empty<byte>(), 1L, "9223372036854775808", 3L],
            Query(plain, "SELECT * FROM tokens").Single()[4..]);
        Assert.Equal([["n67", "far"], ["minus2", "near"], [500L, "18446744073709551614"]], Query(plain, "SELECT name, far FROM answered ORDER BY id"));
        Assert.Equal([0.25], Query(plain, "SELECT ratio FROM outdated").Single());
        Assert.Equal([5L, "9223372036854775808", 6L, 7L, 31L], Query(plain, "SELECT flow_id, id_2, ts_ns_2, run_id_2, \"select\" FROM events_2").Single());
    }

    [Fact]
    public void The_seed_names_events_in_a_store_that_no_schema_has_named()
    {
        using SqliteConnection plain = Open(WithoutSchema);
        Assert.Equal(["0x7FFFFFFE", ""], Query(plain, "SELECT name, category FROM event_types WHERE event_type = 0x7FFFFFFE").Single());

        Run(plain, "tests.views");
        Run(plain, "tests.views");

        EventDescriptor hostile = Provider("tests.views").Events.Single(static type => type.Name == "EVENTS");
        Assert.Equal(
            [hostile.Name, hostile.Category, hostile.Description.Replace("\0", "", StringComparison.Ordinal), 1L],
            Query(plain, "SELECT name, category, description, event_count FROM event_types WHERE event_type = 0x7FFFFFFE").Single());
        Assert.Equal(
            Provider("tests.views").Events.Select(static type => type.Name),
            Query(plain, "SELECT e.name FROM event_types AS e JOIN ojo_seed AS s USING (event_type) ORDER BY event_type").Select(static row => (string)row[0]));
    }

    [Fact]
    public async Task A_schema_that_comes_later_outdoes_the_seed_and_both_views_stay()
    {
        using (SqliteConnection plain = Open(WithoutSchema))
        {
            Run(plain, "tests.views");
            Execute(plain, "UPDATE ojo_seed SET name = 'OTHER'");
        }

        string output = Path.Combine(_directory, "output");
        using (Tracer tracer = Recording.Create(_directory))
        {
            tracer.RecordOjoEvent(8, 2);
        }

        await Ingest(output, WithoutSchema);
        using SqliteConnection again = Open(WithoutSchema);
        Assert.Equal(["ANSWERED"], Query(again, "SELECT name FROM event_types WHERE view_name = 'answered_2'").Single());
        Assert.Empty(Query(again, "SELECT 1 FROM event_types WHERE name = 'OTHER'"));
        Assert.Equal([[1L], [2L]], Query(again, "SELECT number FROM event_ojo_event ORDER BY number"));
        Assert.Equal(Query(again, "SELECT * FROM answered ORDER BY id"), Query(again, "SELECT * FROM answered_2 ORDER BY id"));
    }

    [Fact]
    public void What_is_there_is_left_as_it_is()
    {
        using SqliteConnection own = Open(WithSchema);
        List<object[]> before = Query(own, "SELECT name, sql FROM sqlite_master ORDER BY name");
        Run(own, [.. EventCatalogue.Providers.Where(static one => one.Events.Count > 0).Select(static one => one.Name)]);

        Assert.Equal(before, Query(own, "SELECT name, sql FROM sqlite_master ORDER BY name"));
    }

    [Fact]
    public void No_generated_view_takes_a_name_that_every_store_has()
    {
        using SqliteConnection own = Open(WithSchema);
        HashSet<string> names = [.. Query(own, """
            SELECT name FROM sqlite_master WHERE type = 'view' AND name NOT IN (SELECT view_name FROM event_types WHERE view_name IS NOT NULL)
            """).Select(static row => (string)row[0])];
        Assert.Equal(names.Order(StringComparer.Ordinal), EventViewSql.PublishedNames);
        foreach (EventProvider provider in EventCatalogue.Providers)
        {
            Assert.DoesNotContain(ViewsOf(provider), view => names.Contains(view.Name));
        }
    }

    [Fact]
    public void An_event_that_is_called_like_one_of_ours_has_a_view_of_its_own()
    {
        Assert.Equal(Provider("ojo").Events.Select(static type => type.Name).Order(), BuiltInEvents.Names.Order());
        GeneratorRun run = GeneratorRun.Of(Project.WithEvents("namespace: Game\nclass: GameEvents\nevents: [{ name: PACKET_SENT }]\n"));
        Assert.Contains("\"game_packet_sent\"", run.Sources["Ojo.Generated.GameProvider.Views.g.cs"], StringComparison.Ordinal);
    }

    private static void Record(Tracer tracer)
    {
        tracer.RecordEverything(7, true, 255, 65535, uint.MaxValue, ulong.MaxValue, -128, short.MinValue, int.MinValue, long.MinValue,
            -0.5f, 0.1, 'x', TimeSpan.FromTicks(-1), Colour.Infrared, DayOfWeek.Saturday, DayOfWeek.Wednesday, Colour.DeepBlue);
        tracer.RecordEverything(8, false, 0, 1, 2, 1ul << 63, 127, short.MaxValue, int.MaxValue, long.MaxValue,
            float.Epsilon, double.Epsilon, '\n', TimeSpan.MaxValue, (Colour)5, (DayOfWeek)9, 0, 0);
        foreach (double number in new[] { 0, -0.0, double.NaN, double.NegativeInfinity, double.MaxValue, double.MinValue, 1 / 3.0, 2.2250738585072014e-308 })
        {
            tracer.RecordEverything(7, false, 0, 0, 0, (1ul << 63) - 1, 0, 0, 0, 0, (float)number, number, '\uD83D', default, 0, 0, 0, 0);
            long bits = BitConverter.DoubleToInt64Bits(number);
            tracer.RecordThreeWords(7, number, (ulong)bits, in bits);
        }

        tracer.RecordWide(7, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), IPAddress.Parse("2001:db8::1"));
        tracer.RecordWide(7, true, Guid.NewGuid(), IPAddress.Loopback, IPAddress.IPv6Loopback);
        tracer.RecordTimes(7, DateTime.UnixEpoch.AddTicks(-1), 'z', new DateTimeOffset(2026, 11, 20, 10, 29, 20, 123, TimeSpan.FromHours(2)));
        tracer.RecordTimes(7, DateTime.MaxValue, 'z', DateTimeOffset.MinValue);
        tracer.RecordHost(7, "Grüße");
        tracer.RecordHost(7, null);
        tracer.RecordSaid(7, "it's said; --");
        tracer.RecordTokens(7, true, "server", [0, 1, 0xFF], "because", "client", "note", [], 1, 1ul << 63, 3);
        tracer.RecordNumbered(7, new PacketNumber(ulong.MaxValue), new PacketNumber(1023));
        tracer.RecordAcked(7, true, new AckRange(1, 2), (3, ulong.MaxValue), (5, 6), (DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1)));
        tracer.RecordPath(7, new PathState(IPAddress.Loopback, Colour.DeepBlue) { Name = "wifi", Load = 0.5f, Note = "slow" }, Opaque.OfHalf(-3));
        tracer.RecordNarrowSigned(7, -4, -256, -524288, -4294967296L, TimeSpan.FromTicks(-1));
        tracer.RecordNarrowUnsigned(7, 1, 0x7001, 0x10001, ulong.MaxValue >> 1);
        tracer.RecordEnums(7, EnumsOwn.Last, EnumsWide.First, Far.Far, 3);
        tracer.RecordSpans(7, (1, 2), (TimeSpan.FromTicks(-1), TimeSpan.FromHours(1)), (Far.Near, Far.Far));
        tracer.RecordTyped(7, 'ö', DateTimeOffset.UnixEpoch);
        tracer.RecordNoFields();
        tracer.RecordEvents(5, 1ul << 63, 6, 7, 31);
        tracer.RecordOjoEvent(7, 1);
        tracer.RecordSqliteMaster(7);
        tracer.RecordAnswered(7, true, ManyNames.N67, Distance.Far);
        tracer.RecordAnswered(7, true, ManyNames.Minus2, Distance.Near);
        tracer.RecordAnswered(7, true, (ManyNames)500, (Distance)(ulong.MaxValue - 1));
#pragma warning disable OJO301 // So that there is a trace of when it was recorded.
        tracer.RecordOutdated(7, 0.25f);
#pragma warning restore OJO301
        tracer.RecordPacketSentSized(7, 42, PacketNumberSpace.Handshake, 1200);
    }

    private static async Task Ingest(string output, string database)
    {
        WatcherSummary summary = await OjoWatcher.RunAsync(new WatcherOptions { InputDirectory = output, DatabasePath = database });
        Assert.Equal(0, summary.Quarantined);
    }

    private static EventProvider Provider(string name) => EventCatalogue.Providers.Single(one => one.Name == name);

    private static void Run(SqliteConnection connection, params string[] providers)
    {
        foreach (string provider in providers)
        {
            Execute(connection, Encoding.UTF8.GetString(Provider(provider).SqlSeed));
            Execute(connection, Encoding.UTF8.GetString(Provider(provider).SqlViews));
        }
    }

    /// <summary>The views that a provider's SQL makes, in its order, which is that of the events.</summary>
    private static (string Name, EventDescriptor Type)[] ViewsOf(EventProvider provider)
    {
        string sql = Encoding.UTF8.GetString(provider.SqlViews);
        string[] names = [.. ViewName().Matches(sql).Select(static match => match.Groups[1].Value)];
        Assert.Equal(provider.Events.Count, names.Length);
        return [.. names.Zip(provider.Events)];
    }

    private static IEnumerable<EventDescriptor> Recorded(SqliteConnection connection)
    {
        HashSet<long> ids = [.. Query(connection, "SELECT DISTINCT event_type FROM events").Select(static row => (long)row[0])];
        return EventCatalogue.Providers.SelectMany(static provider => provider.Events).Where(type => ids.Contains(type.Id));
    }

    private static List<object[]> Columns(SqliteConnection connection, string view) =>
        Query(connection, $"SELECT name FROM pragma_table_info('{view}')");

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

#pragma warning disable CA2100 // The SQL is what is tested.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<object[]> Query(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
#pragma warning restore CA2100

    [GeneratedRegex("^CREATE VIEW IF NOT EXISTS \"([a-z0-9_]+)\" AS$", RegexOptions.Multiline)]
    private static partial Regex ViewName();
}
