using System.Text;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Histograms and groups of every kind of value, of hostile questions, and of questions that take too long.</summary>
public abstract class AnalysisValuesContract : StoreContract
{
    private static readonly FlowKey s_flow = new(1, 7);

    private static readonly EventDescriptor s_whole = Type(0x0001_0000, "WHOLE", Field("large", FieldType.U64, 64), Field("signed", FieldType.I16, 16));

    private static readonly EventDescriptor s_real = Type(0x0002_0000, "REAL", Field("ratio", FieldType.F64, 64), Field("single", FieldType.F32, 32));

    private static readonly EventDescriptor s_named = Type(0x0003_0000, "NAMED",
        Field("reason", FieldType.Enum, 8, FieldPart.None, new EnumValue("tail", 1), new EnumValue("timer", 2)),
        Field("is_last", FieldType.Bool, 1), Field("host", FieldType.String, 32), Field("note", FieldType.Text, 0));

    [Fact]
    public void Numbers_from_2_to_the_63_on_are_exact_in_bounds_sums_and_groups()
    {
        Declare();
        ulong[] values = [0, 1UL << 63, (1UL << 63) + 1, ulong.MaxValue, ulong.MaxValue];
        var trace = new TraceFileBuilder();
        foreach ((int n, ulong value) in values.Index())
        {
            trace.Add((ulong)n, 7, s_whole.Id, value, 0);
        }

        Ingest(trace, TraceName(10));

        Group all = Assert.Single(Reader.GetGroups(new GroupQuery { Field = "large", Percentiles = [50, 100] }).Groups);
        Assert.Equal((Quantity.Of(values.Aggregate((Int128)0, (sum, value) => sum + value)), Quantity.Of(0UL), Quantity.Of(ulong.MaxValue)), (all.Sum, all.Min, all.Max));
        Assert.Equal([Quantity.Of((1UL << 63) + 1), Quantity.Of(ulong.MaxValue)], all.Percentiles);
        GroupResult by = Reader.GetGroups(new GroupQuery { By = [GroupBy.Field("large")], Order = GroupOrder.Key, Descending = false });
        Assert.Equal(["0", "9223372036854775808", "9223372036854775809", "18446744073709551615"], by.Groups.Select(group => $"{group.Keys[0]}"));
        Histogram histogram = Reader.GetHistogram(new HistogramQuery { Field = "large", Buckets = 2 });
        Assert.Equal([Quantity.Of(0UL), Quantity.Of(1UL << 63), Quantity.Of(ulong.MaxValue)], histogram.Edges);
        Assert.Equal([1, 4], histogram.Counts);
        Assert.Equal([1, 4], Reader.GetHistogram(new HistogramQuery { Field = "large", Buckets = 64, Scale = HistogramScale.Logarithmic }) is { } log
            ? [log.Below, log.Counts.Sum()] : (long[])[]);
    }

    [Fact]
    public void Signed_numbers_are_below_zero_where_they_should_be()
    {
        Declare();
        var trace = new TraceFileBuilder();
        foreach (short value in (short[])[short.MinValue, -1, 0, 1, short.MaxValue])
        {
            trace.Add(1, 7, s_whole.Id, 5, (ushort)value);
        }

        Ingest(trace, TraceName(10));

        Histogram histogram = Reader.GetHistogram(new HistogramQuery { Field = "WHOLE.signed", Buckets = 2, From = -2, To = 3 });
        Assert.Equal([Quantity.Of(-2L), Quantity.Of(1L), Quantity.Of(3L)], histogram.Edges);
        Assert.Equal((1, 1), (histogram.Below, histogram.Above));
        Assert.Equal([2, 1], histogram.Counts);
        Group all = Assert.Single(Reader.GetGroups(new GroupQuery { Field = "signed", Percentiles = [0, 20, 21] }).Groups);
        Assert.Equal((Quantity.Of(-1L), Quantity.Of((long)short.MinValue), -0.2), (all.Sum, all.Min, all.Average));
        Assert.Equal([Quantity.Of((long)short.MinValue), Quantity.Of((long)short.MinValue), Quantity.Of(-1L)], all.Percentiles);
        Histogram logarithmic = Reader.GetHistogram(new HistogramQuery { Field = "signed", Scale = HistogramScale.Logarithmic, Buckets = 3 });
        Assert.Equal((3, 2), (logarithmic.Below, logarithmic.Counts.Sum()));
    }

    [Fact]
    public void What_is_not_a_number_is_counted_apart_and_infinities_are_outside()
    {
        Declare();
        var trace = new TraceFileBuilder();
        foreach (double value in (double[])[double.NaN, double.NegativeInfinity, -0.5, -0.0, 0.0, 1.5, double.PositiveInfinity])
        {
            trace.Add(1, 7, s_real.Id, BitConverter.DoubleToUInt64Bits(value), BitConverter.SingleToUInt32Bits(1e10f));
        }

        Ingest(trace, TraceName(10));

        Histogram histogram = Reader.GetHistogram(new HistogramQuery { Field = "ratio", Buckets = 4 });
        Assert.Equal([Quantity.Of(-0.5), Quantity.Of(0.0), Quantity.Of(0.5), Quantity.Of(1.0), Quantity.Of(1.5)], histogram.Edges);
        Assert.Equal([1, 2, 0, 1], histogram.Counts);
        Assert.Equal((1, 1, 1), (histogram.Below, histogram.Above, histogram.NotNumbers));
        Group all = Assert.Single(Reader.GetGroups(new GroupQuery { Field = "ratio", Percentiles = [50] }).Groups);
        Assert.Equal((6, double.NegativeInfinity, double.PositiveInfinity, 0.0), (all.Count, all.Min!.Value.Value, all.Max!.Value.Value, all.Percentiles[0].Value));
        Assert.Equal(7e10, Assert.Single(Reader.GetGroups(new GroupQuery { Field = "single" }).Groups).Sum!.Value.Value, 1e3);
    }

    [Fact]
    public void A_sum_of_floating_point_numbers_keeps_what_is_small_beside_it()
    {
        Declare();
        var trace = new TraceFileBuilder();
        foreach (double value in (double[])[1e100, 1, -1e100])
        {
            trace.Add(1, 7, s_real.Id, BitConverter.DoubleToUInt64Bits(value), 0);
        }

        Ingest(trace, TraceName(10));

        Assert.Equal(1.0, Assert.Single(Reader.GetGroups(new GroupQuery { Field = "ratio" }).Groups).Sum!.Value.Value);
    }

    [Fact]
    public void Groups_by_name_string_and_truth_are_called_so_and_runs_share_them()
    {
        Declare();
        Writer.AddRun(Run(processId: 11, schemaHash: 5, start: Start + 1));
        Ingest(Named([(1, true, 1), (2, false, 2), (9, false, 0)], "for", "us"), TraceName(10));
        Ingest(Named([(1, true, 2), (1, true, 3)], "us", "for", batchStart: Start + 1), TraceName(11, start: Start + 1));

        Assert.Equal(["tail 3", "9 1", "timer 1"], Counts("reason"));
        Assert.Equal(["true 3", "false 2"], Counts("is_last"));
        Assert.Equal(["for 2", " 1", "3 1", "us 1"], Counts("host"));
        Assert.Equal(
            ["us"],
            Reader.GetGroups(new GroupQuery { Events = new() { Tests = [new("host", FieldOperator.Equal, "us")] }, By = [GroupBy.Field("host")] })
                .Groups.Select(group => group.Keys[0]));
        Assert.Equal(4, Reader.GetGroups(new GroupQuery { Events = new() { Tests = [new("reason", FieldOperator.NotEqual, "timer")] }, By = [] }).Groups.Sum(group => group.Count));
    }

    [Fact]
    public void Too_many_groups_are_told_apart_up_to_a_bound_and_nothing_is_lost()
    {
        const int Groups = 100_000;
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < Groups + 500; n++)
        {
            trace.Add(n, 7, 0x002, n).Add(n, 7, 0x002, n / 2);
        }

        Ingest(trace);

        GroupResult result = Reader.GetGroups(new GroupQuery { By = [GroupBy.Field("packet_number")], Limit = 3 });

        Assert.Equal((Groups, true), (result.GroupCount, result.IsBounded));
        Assert.Equal(2L * (Groups + 500), result.Groups.Sum(group => group.Count) + result.Remainder!.Count);
        GroupResult few = Reader.GetGroups(new GroupQuery { By = [GroupBy.Field("packet_number")], Field = "packet_number", Percentiles = [50], Order = GroupOrder.Key, Descending = false, Limit = 1 });
        Assert.Equal((1000, true, Quantity.Of(0UL)), (few.GroupCount, few.IsBounded, few.Groups[0].Percentiles[0]));
        Assert.Equal(2L * (Groups + 500), few.Groups.Sum(group => group.Count) + few.Remainder!.Count);
    }

    [Fact]
    public void When_the_time_is_up_the_answer_is_what_was_read_and_says_so()
    {
        Ingest(Long(60_000));
        var time = new SetTime();
        using var reader = new WatchedReader(Reader, batch =>
        {
            if (batch == 3)
            {
                time.Elapse();
            }
        });

        GroupResult result = StoreAnalysis.GetGroups(
            reader, new GroupQuery { Field = "packet_number", TimeLimit = TimeSpan.FromMinutes(1) }, time, TestContext.Current.CancellationToken);

        PartialAnswer partial = Assert.IsType<PartialAnswer>(result.Partial);
        Group group = Assert.Single(result.Groups);
        Assert.InRange(group.Count, 1, 59_999);
        Assert.Equal((group.Count, s_flow), (partial.Events, partial.Flow));
        Assert.Equal(group.Count - 1, (long)group.Max!.Value.Whole!.Value);
        Assert.InRange(partial.ReachedNs, group.Count * 1000 - 1000, group.Count * 1000);
    }

    [Fact]
    public void A_histogram_whose_time_is_up_while_it_looks_for_bounds_is_of_those_it_has_found()
    {
        Ingest(Long(60_000));
        var time = new SetTime();
        using var reader = new WatchedReader(Reader, batch =>
        {
            if (batch == 3)
            {
                time.Elapse();
            }
        });

        Histogram histogram = StoreAnalysis.GetHistogram(
            reader, new HistogramQuery { Field = "packet_number", TimeLimit = TimeSpan.FromMinutes(1) }, time, TestContext.Current.CancellationToken);

        Assert.NotNull(histogram.Partial);
        Assert.InRange((long)histogram.Edges[^1].Whole!.Value, 1, 59_998);
        Assert.Equal(histogram.Partial.Events, histogram.Counts.Sum() + histogram.Below + histogram.Above);
    }

    [Fact]
    public void A_question_without_time_is_answered_with_nothing()
    {
        Ingest(Long(5000));

        TimeHistogram histogram = Reader.GetTimeHistogram(new TimeHistogramQuery { Events = new() { Flow = s_flow }, TimeLimit = TimeSpan.Zero });

        Assert.NotNull(histogram.Partial);
        Assert.InRange(histogram.Types.Sum(type => type.Type.Count), 0, 4999);
    }

    [Fact]
    public void A_cancelled_question_is_not_answered_in_part()
    {
        Ingest(Long(60_000));
        using var cancelled = new CancellationTokenSource();
        using var reader = new WatchedReader(Reader, _ => cancelled.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() => reader.GetGroups(new GroupQuery { TimeLimit = TimeSpan.FromHours(1) }, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => reader.GetHistogram(new HistogramQuery { Field = "packet_number" }, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => reader.GetTimeHistogram(new TimeHistogramQuery { Events = new() { Flow = s_flow } }, cancelled.Token));
    }

    [Fact]
    public void What_cannot_be_answered_is_explained()
    {
        Declare();
        Ingest(Long(10));
        var histogram = new HistogramQuery { Field = "packet_number" };
        var groups = new GroupQuery();
        var times = new TimeHistogramQuery { Events = new() { Flow = s_flow } };

        Explain("1 to 4096 buckets", () => Reader.GetHistogram(histogram with { Buckets = 0 }));
        Explain("1 to 4096 buckets", () => Reader.GetHistogram(histogram with { Buckets = -1 }));
        Explain("called “nothing”", () => Reader.GetHistogram(histogram with { Field = "nothing" }));
        Explain("PACKET_SENT has no field “size” that is a number", () => Reader.GetHistogram(histogram with { Field = "PACKET_SENT.size" }));
        Explain("No event type is called “NO_SUCH”", () => Reader.GetHistogram(histogram with { Field = "NO_SUCH.size" }));
        Explain("that is a number", () => Reader.GetHistogram(histogram with { Field = "NAMED.host" }));
        Explain("not infinite", () => Reader.GetHistogram(histogram with { From = double.NaN }));
        Explain("before it begins", () => Reader.GetHistogram(histogram with { From = 5, To = 4 }));
        Explain("above 0", () => Reader.GetHistogram(histogram with { From = 0, Scale = HistogramScale.Logarithmic }));
        Explain("no whole number between", () => Reader.GetHistogram(histogram with { From = 1.2, To = 1.8 }));
        Explain("is not negative", () => Reader.GetHistogram(histogram with { TimeLimit = TimeSpan.FromSeconds(-1) }));
        Explain("before it begins", () => Reader.GetHistogram(histogram with { Events = new() { FromNs = 5, ToNs = 4 } }));
        Explain("before it begins", () => Reader.GetTimeHistogram(times with { Events = new() { Flow = s_flow, ToNs = -4 } }));
        Explain("1 to 8192 buckets", () => Reader.GetTimeHistogram(times with { Width = -8 }));
        Explain("There is no flow 9-9", () => Reader.GetTimeHistogram(times with { Events = new() { Flow = new FlowKey(9, 9) } }));
        Explain("There is no run 9", () => Reader.GetTimeHistogram(times with { Events = new() { RunId = 9 } }));
        Explain("name a flow or a run", () => Reader.GetTimeHistogram(times with { Events = new() }));
        Explain("is none of run 2", () => Reader.GetTimeHistogram(times with { Events = new() { Flow = s_flow, RunId = 2 } }));
        Explain("1 to 10000 groups", () => Reader.GetGroups(groups with { Limit = 0 }));
        Explain("at most 3", () => Reader.GetGroups(groups with { By = [GroupBy.Flow, GroupBy.Run, GroupBy.Type, GroupBy.Category] }));
        Explain("at least 1 ns", () => Reader.GetGroups(groups with { By = [GroupBy.Time(-5)] }));
        Explain("from 0 to 100", () => Reader.GetGroups(groups with { Field = "packet_number", Percentiles = [50, 101] }));
        Explain("from 0 to 100", () => Reader.GetGroups(groups with { Field = "packet_number", Percentiles = [double.NaN] }));
        Explain("At most 16", () => Reader.GetGroups(groups with { Field = "packet_number", Percentiles = [.. Enumerable.Range(0, 17).Select(n => (double)n)] }));
        Explain("Name the field", () => Reader.GetGroups(groups with { Percentiles = [50] }));
        Explain("Name the field", () => Reader.GetGroups(groups with { Order = GroupOrder.Sum }));
        Explain("only if one is asked for", () => Reader.GetGroups(groups with { Field = "packet_number", Order = GroupOrder.Percentile }));
        Explain("cannot be grouped by “note”", () => Reader.GetGroups(groups with { By = [GroupBy.Field("note")] }));
        Explain("called “nothing”", () => Reader.GetGroups(groups with { By = [GroupBy.Field("nothing")] }));
        Explain("text of its own", () => Reader.GetGroups(groups with { Events = new() { Tests = [new("note", FieldOperator.Equal, "1")] } }));
        Explain("“abc” is not a value", () => Reader.GetGroups(groups with { Events = new() { Tests = [new("packet_number", FieldOperator.Equal, "abc")] } }));
        Explain("No event type has a field called “nothing”", () => Reader.GetGroups(groups with { Events = new() { Tests = [new("nothing", FieldOperator.Equal, "1")] } }));
    }

    [Fact]
    public void A_field_that_no_event_has_is_an_empty_answer()
    {
        Ingest(Long(10));

        Histogram histogram = Reader.GetHistogram(new HistogramQuery { Field = "cwnd" });
        GroupResult groups = Reader.GetGroups(new GroupQuery { Field = "cwnd", By = [GroupBy.Flow] });

        Assert.Empty(histogram.Edges);
        Assert.Empty(histogram.Counts);
        Assert.Empty(groups.Groups);
        Assert.Null(groups.Remainder);
    }

    private static TraceFileBuilder Long(int events)
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < events; n++)
        {
            trace.Add(n, 7, 0x002, n);
        }

        return trace;
    }

    private static TraceFileBuilder Named((ulong Reason, bool IsLast, ulong Host)[] events, string first, string second, ulong batchStart = Start)
    {
        TraceFileBuilder trace = new TraceFileBuilder { BatchStart = batchStart }
            .AddText(1, 1, MetaEvent.StringDefine, Encoding.UTF8.GetBytes(first))
            .AddText(1, 2, MetaEvent.StringDefine, Encoding.UTF8.GetBytes(second));
        foreach ((ulong reason, bool isLast, ulong host) in events)
        {
            trace.Add(2, 7, s_named.Id, reason | ((isLast ? 1UL : 0) << 8) | (host << 9));
        }

        return trace;
    }

    private static void Explain(string expected, Action question) =>
        Assert.Contains(expected, Assert.Throws<StoreQueryException>(question).Message, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Counts(string field) => Reader.GetGroups(new GroupQuery { By = [GroupBy.Field(field)] })
        .Groups.Select(group => $"{group.Keys[0]} {group.Count}");

    private void Declare()
    {
        Writer.AddSchema(5, Of(s_whole, s_real, s_named));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
    }
}
