using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A shard whose bytes are no longer those that were written: the other days answer as if nothing had happened, and what is seen to be missing is named.</summary>
public sealed class DamagedShardTests : IDisposable
{
    private const ulong DayUs = 86_400_000_000;
    private const long DayNs = (long)DayUs * 1000;
    private const string Middle = "2026-01-02.db";

    private static readonly int s_damages = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_DAMAGES"), out int many) ? many : 30;

    private readonly TemporaryDirectory _directory = new();

    private string Store => _directory["store"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Whatever_happens_to_a_shards_bytes_the_other_days_answer_as_before()
    {
        Fill();
        string path = Path.Combine(Store, Middle);
        byte[] sound = File.ReadAllBytes(path);
        string expected = OtherDays();
        var random = new Random(1);
        int named = 0;
        for (int n = 0; n < s_damages; n++)
        {
            File.WriteAllBytes(path, Damage(sound, random));
            using IStoreReader reader = ShardedStore.OpenReader(Store);

            named += AskEverything(reader).Count > 0 ? 1 : 0;

            Assert.Equal(expected, OtherDays(reader));
        }

        // A flipped bit of an event's payload is for `verify` to find; what was cut off or overwritten mostly shows.
        Assert.InRange(named, s_damages / 4, s_damages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(5000)]
    public void A_shard_that_was_cut_off_is_named_by_whoever_asks_how_much_there_is(int length)
    {
        Fill();
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        Assert.Empty(reader.GetStatistics().Missing);
        byte[] sound = File.ReadAllBytes(Path.Combine(Store, Middle));

        File.WriteAllBytes(Path.Combine(Store, Middle), sound[..length]);

        MissingPart missing = Assert.Single(reader.GetStatistics().Missing);
        Assert.Equal(Middle, missing.Name);
        Assert.EndsWith(".", missing.Reason, StringComparison.Ordinal);
        Assert.Equal(missing, Assert.Single(reader.GetFlows(new FlowQuery()).Missing));
    }

    [Fact]
    public void What_a_question_comes_upon_is_said_until_the_file_is_another()
    {
        Fill();
        string path = Path.Combine(Store, Middle);
        byte[] sound = File.ReadAllBytes(path);
        byte[] damaged = [.. sound];
        damaged.AsSpan(200).Fill(0xA5);
        File.WriteAllBytes(path, damaged);
        using IStoreReader reader = ShardedStore.OpenReader(Store);

        Assert.Equal(Middle, Assert.Single(reader.GetEvents(new EventQuery { Limit = 10_000 }).Missing).Name);
        Assert.Equal(Middle, Assert.Single(reader.GetStatistics().Missing).Name);
        Assert.Equal(Middle, Assert.Single(reader.GetFlows(new FlowQuery()).Missing).Name);

        File.WriteAllBytes(path, sound);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        Assert.Empty(reader.GetStatistics().Missing);
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        byte[] damaged = [.. sound];
        switch (random.Next(4))
        {
            case 0:
                int bit = random.Next(damaged.Length * 8);
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                return damaged;
            case 1:
                return damaged[..random.Next(damaged.Length)];
            case 2:
                int page = random.Next(damaged.Length / 4096) * 4096;
                damaged.AsSpan(page, 4096).Clear();
                return damaged;
            default:
                random.NextBytes(damaged.AsSpan(random.Next(damaged.Length - 512), 512));
                return damaged;
        }
    }

    /// <summary>Each kind of question once, over all days. What it cannot read it says; nothing else may go wrong.</summary>
    private static HashSet<string> AskEverything(IStoreReader reader)
    {
        var flow = new FlowKey(1, 7);
        var missing = new List<MissingPart>(reader.GetEvents(new EventQuery { Limit = 10_000 }).Missing);
        missing.AddRange(reader.GetEvents(new EventQuery { Flow = flow, Limit = 10_000, Descending = true }).Missing);
        missing.AddRange(reader.GetEvents(new EventQuery { Limit = 100, Tests = [new FieldTest("packet_number", FieldOperator.Equal, "50")] }).Missing);
        missing.AddRange(reader.GetSeries(new SeriesQuery { Flow = flow, Selectors = ["PACKET_SENT.packet_number"], Width = 10 }).Missing);
        missing.AddRange(reader.GetFlow(flow)!.Missing);
        missing.AddRange(reader.GetGroups(new GroupQuery { By = [GroupBy.Type] }).Partial?.Missing ?? []);
        missing.AddRange(reader.GetHistogram(new HistogramQuery { Field = "packet_number", Events = new EventSelection { Flow = flow } }).Partial?.Missing ?? []);
        missing.AddRange(reader.GetStatistics().Missing);
        Assert.All(missing, part => Assert.Equal(Middle, part.Name));
        return [.. missing.Select(static part => part.Reason)];
    }

    private string OtherDays()
    {
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        return OtherDays(reader);
    }

    private static string OtherDays(IStoreReader reader) => string.Join('\n', new[] { (0, DayNs), (2 * DayNs, 4 * DayNs) }.Select(range => string.Join(' ',
        reader.GetEvents(new EventQuery { FromNs = range.Item1, ToNs = range.Item2, Limit = 10_000 }).Events.Select(row => $"{row.Flow}@{row.TNs}={row.Payload}")
            .Concat(reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["PACKET_SENT.packet_number"], FromNs = range.Item1, ToNs = range.Item2, Width = 7 })
                .Series[0].Buckets.Select(bucket => bucket.ToString())))));

    private void Fill()
    {
        using IStoreWriter writer = ShardedStore.OpenWriter(Store, ShardSpan.Day);
        for (ulong day = 0; day < 4; day++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 1500; n++)
            {
                trace.Add((day * DayUs) + n, n % 3 == 0 ? 7u : 8 + (n % 20), n % 5 == 0 ? 0x105u : 0x002u, n % 5 == 0 ? [n, 2, 3] : [n]);
            }

            writer.Ingest(trace.WriteTo(_directory.Path, $"{day}.bin"));
        }
    }
}
