using System.Text;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Filters;

/// <summary>Texts that nobody would write who means well.</summary>
public sealed class HostileFilterTests : IDisposable
{
    private const int Texts = 100_000;

    private static readonly string[] s_good =
    [
        "type:PACKET_LOST_* flow:7 reason:timeout,reordering t:1.2s..3s", "cwnd<20KiB latest>500ms \"handshake failed\"", "service:edge-* loss>1% -host:node-4",
        "PACKET_LOST_IN_SPACE.packet_number>1000 *.role=client", "level>=warn has:cwnd parent:1-7 run:1", "pacing_rate>10Mb/s events>1000 duration>2s rate<5/s",
    ];

    private static readonly string[] s_pieces =
    [
        "\0", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u200b", "\u202e", "\ufeff", "\ud800", "\udc00", "😀", "'", "\"", "\\", ",", ",,", ":", "::", "=", "!=", "<", ">", "~", "-", "--", " ", "\t", "\n",
        "*", "?", "********", "..", "...", ".", "0x", "0xffffffffffffffffff", "1e999", "-1", "99999999999999999999999999999999999999", "79228162514264337593543950335", "-79228162514264337593543950335h",
        "18446744073709551615", "NaN", "∞", "%", "/", "t:", "t>", "t:..", "type:", "flow:", "flow:1-", "run:-1", "has:", "type:*", "*.", ".x", "a.b.c>1", "null", "{}", "<script>", "' OR 1=1 --", "; DROP TABLE ojo_event",
    ];

    private readonly TemporaryDirectory _directory = new();
    private readonly IStoreReader _reader;
    private readonly FilterCatalogue _catalogue;

    public HostileFilterTests()
    {
        string path = Path.Combine(_directory.Path, "store.db");
        using (IStoreWriter writer = SqliteStore.OpenWriter(path))
        {
            writer.Ingest(new TraceFileBuilder().Add(1, 7, 2, 1).Add(2, 7, 0x300, 5).WriteTo(_directory.Path, "trace.bin"));
        }

        _reader = SqliteStore.OpenReader(path);
        _catalogue = new FilterCatalogue(_reader.GetEventTypes(), _reader.GetRuns());
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_hundred_thousand_random_and_mutated_filters_are_understood_or_refused_with_a_sentence_at_a_place()
    {
        var random = new Random(20_261_120);
        (int understood, int refused) = (0, 0);
        for (int n = 0; n < Texts; n++)
        {
            string text = n % 2 == 0 ? Mutated(random) : Concatenated(random);
            try
            {
                var filter = Filter.Parse(text);
                _catalogue.Check(filter);
                Assert.Equal(filter, Filter.Parse(filter.ToString()));
                if (n % 50 == 0)
                {
                    _reader.GetEvents(new EventQuery { Filter = filter });
                    _reader.GetFlows(new FlowQuery { Filter = filter });
                    _reader.GetGroups(new GroupQuery { Events = new EventSelection { Filter = filter } });
                }

                understood++;
            }
            catch (FilterException fault)
            {
                refused++;
                Assert.True(fault.Offset >= 0 && fault.Length >= 0 && fault.Offset + fault.Length <= text.Length, $"{Escaped(text)}: {fault.Offset}+{fault.Length}");
                Assert.InRange(fault.Message.Length, 20, 2 * Filter.MostCharacters);
            }

            if (n % 4 == 0)
            {
                FilterCompletions completions = _catalogue.Complete(text, random.Next(-1, text.Length + 2));
                Assert.True(completions.Offset >= 0 && completions.Length >= 0 && completions.Offset + completions.Length <= text.Length, Escaped(text));
                Assert.All(FilterCatalogue.TermsOf(text), term => Assert.InRange(term.Offset + term.Length, 1, text.Length));
            }
        }

        Assert.True(understood > Texts / 100 && refused > Texts / 10, $"{understood} understood, {refused} refused");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData(" ")]
    [InlineData("\"")]
    [InlineData("'a' ")]
    [InlineData("a,")]
    [InlineData("-")]
    [InlineData(":")]
    [InlineData("a:b,")]
    [InlineData("*")]
    [InlineData("cwnd>1,")]
    [InlineData("\"a\",")]
    public void Four_times_the_text_is_at_most_about_four_times_the_work(string piece)
    {
        // What is allocated stands for the work: unlike time, it is the same in each run.
        Work(piece, 1000);
        long once = Work(piece, 1000);
        long fourTimes = Work(piece, 4000);

        Assert.True(fourTimes <= 6 * once + 100_000, $"{once} bytes for 1,000 characters and {fourTimes} for 4,000");
    }

    [Fact]
    public void The_longest_address_of_types_and_texts_is_answered()
    {
        string text = "type:" + string.Join(',', Enumerable.Repeat("*P*A*C*K*E*T*", 290));
        Assert.Single(_reader.GetEvents(new EventQuery { Filter = Filter.Parse(text) }).Events);
    }

    private static long Work(string piece, int length)
    {
        string text = string.Concat(Enumerable.Repeat(piece, length))[..length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Filter.Parse(text);
        }
        catch (FilterException)
        {
            // Refusing is work, too.
        }

        _ = FilterCatalogue.TermsOf(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(s_good[random.Next(s_good.Length)]);
        for (int change = random.Next(4); change >= 0 && text.Length > 0; change--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, random.Next(1, Math.Min(6, text.Length - at + 1)));
                    break;
                case 1:
                    text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
                case 2:
                    text[at] = (char)random.Next(0x20, 0x7F);
                    break;
                case 3:
                    text[at] = (char)random.Next(0x10000);
                    break;
                default:
                    text.Insert(at, text.ToString(random.Next(at + 1), 1));
                    break;
            }
        }

        return text.ToString();
    }

    private static string Concatenated(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3) == 0 ? s_good[random.Next(s_good.Length)].Split(' ')[0] : s_pieces[random.Next(s_pieces.Length)]));

    private static string Escaped(string text) => string.Concat(text.Select(static c => c is >= ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
