using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What a store takes out of itself: the oldest, wholly, and for good.</summary>
public abstract class RetentionContract : StoreContract
{
    private const ulong DayUs = 86_400_000_000;

    [Fact]
    public void What_is_older_goes_and_all_numbers_are_those_of_what_stays()
    {
        TakeIn(5);

        Assert.Equal(3, Retain(new Retention { Age = AgeOf(day: 3) }));

        Assert.Equal((2 * 301L, 2, 2), (Reader.GetStatistics().Events, Reader.GetStatistics().Files, Reader.GetRuns().Count));
        Assert.Equal(Reader.GetStatistics().Events, Reader.GetStatistics().Types.Sum(type => type.Count));
        Assert.Equal(2 * 301, AllEvents(new EventQuery()).Count);
        Assert.Equal([3UL, 4], AllEvents(new EventQuery { Types = ["0x70000001"] }).Select(row => row.Payload));
        Assert.Equal(2 * 4, Reader.GetFlows(new FlowQuery()).Total);
        Assert.Equal(2, Reader.GetGaps().Count);
        Assert.Equal(0, Retain(new Retention { Age = AgeOf(day: 3) }));
    }

    [Fact]
    public void What_has_gone_is_not_taken_in_again_and_what_comes_later_is()
    {
        string[] files = TakeIn(3);
        Retain(new Retention { Age = AgeOf(day: 2) });
        long version = Reader.GetVersion();

        Assert.All(files, file => Assert.True(Writer.Ingest(file).AlreadyStored));
        ReopenWriter();
        Assert.All(files, file => Assert.True(Writer.Ingest(file).AlreadyStored));
        Assert.Equal(version, Reader.GetVersion());
        TakeIn(1, from: 7);
        Assert.Equal([2UL, 7], AllEvents(new EventQuery { Types = ["0x70000001"] }).Select(row => row.Payload));
    }

    [Fact]
    public void A_size_that_nothing_fits_into_leaves_the_newest()
    {
        TakeIn(4);

        Assert.Equal(3, Retain(new Retention { Bytes = 1 }));

        Assert.Equal([3UL], AllEvents(new EventQuery { Types = ["0x70000001"] }).Select(row => row.Payload));
    }

    [Fact]
    public void Where_everything_fits_nothing_goes()
    {
        TakeIn(3);

        Assert.Equal(0, Retain(new Retention { Bytes = 1L << 40, Age = TimeSpan.FromDays(50_000) }));
        Assert.Equal(3 * 301, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_page_that_was_begun_goes_on_with_what_is_left()
    {
        TakeIn(3);
        EventPage page = Reader.GetEvents(new EventQuery { Limit = 100, RunId = Reader.GetRuns()[1].RunId });
        Retain(new Retention { Age = AgeOf(day: 1) });

        Assert.Equal(201, AllEventsAfter(page).Count);
    }

    [Theory]
    [InlineData("7d", 7 * 24.0, null)]
    [InlineData("12h", 12.0, null)]
    [InlineData("0.5w", 84.0, null)]
    [InlineData("20GB", null, 20_000_000_000)]
    [InlineData("4GiB", null, 4L << 30)]
    public void What_is_kept_is_read_as_it_is_written(string text, double? hours, long? bytes)
    {
        Assert.True(Retention.TryAdd(null, text, out Retention? retention));
        Assert.Equal((hours, bytes), (retention.Age?.TotalHours, retention.Bytes));
        Assert.True(Retention.TryAdd(retention, "1TB", out Retention? both));
        Assert.Equal((hours, 1_000_000_000_000), (both.Age?.TotalHours, both.Bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("0d")]
    [InlineData("7")]
    [InlineData("1e9w")]
    [InlineData("99999999999w")]
    public void What_says_neither_age_nor_size_is_refused(string? text) => Assert.False(Retention.TryAdd(null, text, out _));

    /// <summary>An age that a day's events have not reached and those of the day before have.</summary>
    private static TimeSpan AgeOf(int day) => DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch.AddMicroseconds(Start).AddDays(day - 0.5);

    private int Retain(Retention retention)
    {
        int pieces = 0;
        while (Writer.Retain(retention))
        {
            pieces++;
        }

        return pieces;
    }

    /// <summary>One run for each day, with an event of a type that tells the day.</summary>
    private string[] TakeIn(int days, int from = 0) =>
    [
        .. Enumerable.Range(from, days).Select(day =>
        {
            var trace = new TraceFileBuilder { BatchStart = Start + ((ulong)day * DayUs) };
            for (uint n = 0; n < 300; n++)
            {
                trace.Add(n, n % 3, 0x105, n, 1, 2);
            }

            trace.Add(400, 9, 0x7000_0001, (ulong)day).AddText(400, 9, Ojo.Format.MetaEvent.Text, "a text"u8);
            trace.AddText(400, 1, Ojo.Format.MetaEvent.StringDefine, "a string"u8).Add(500, 1, Ojo.Format.MetaEvent.EventsDropped, 4, 2);
            string path = Write(trace, TraceName(10, 0, trace.BatchStart));
            Writer.Ingest(path);
            return path;
        }),
    ];

    private List<EventRow> AllEventsAfter(EventPage page)
    {
        var all = new List<EventRow>();
        while (page.NextCursor is string cursor)
        {
            page = Reader.GetEvents(new EventQuery { Cursor = cursor, Limit = 50, RunId = Reader.GetRuns()[0].RunId });
            all.AddRange(page.Events);
        }

        return all;
    }
}
