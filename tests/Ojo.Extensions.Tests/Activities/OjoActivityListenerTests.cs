using System.Diagnostics;
using System.Globalization;

namespace Ojo.Extensions.Tests.Activities;

public sealed class OjoActivityListenerTests : IDisposable
{
    private static int s_sources;

    private readonly RecordingTracer _recording = new();

    // A source of each test's own: listeners are the process's, and tests run beside each other.
    private readonly ActivitySource _source = new("Ojo.Tests.Activities" + Interlocked.Increment(ref s_sources).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void An_activity_is_recorded_from_start_to_stop_in_the_flow_of_its_trace()
    {
        Activity outer, inner;
        using (Listener(static options => options.RequestAllData = true))
        {
            outer = Started(_source.StartActivity("outer", ActivityKind.Server));
            inner = Started(_source.StartActivity("inner", ActivityKind.Client));
            inner.SetTag("bytes", 1200).SetTag("peer", "peer one").SetStatus(ActivityStatusCode.Error, "refused");
            inner.Stop();
            outer.Stop();
        }

        List<(uint FlowId, BridgeEvents.ActivityStartedEvent Event)> started = ReadStarted();
        List<(uint FlowId, BridgeEvents.ActivityStoppedEvent Event)> stopped = ReadStopped();
        Assert.Equal(["outer", "inner"], started.Select(static e => e.Event.Operation));
        Assert.Equal([SpanKind.Server, SpanKind.Client], started.Select(static e => e.Event.Kind));
        Assert.All(started, e => Assert.Equal(outer.TraceId.ToHexString(), e.Event.TraceId.ToString("N")));
        Assert.All(started, e => Assert.Equal(_source.Name, e.Event.Source));
        Assert.Equal([Number(outer), Number(inner)], started.Select(static e => e.Event.SpanId));
        Assert.Equal([0, Number(outer)], started.Select(static e => e.Event.ParentSpanId));

        Assert.Equal(["inner", "outer"], stopped.Select(static e => e.Event.Operation));
        Assert.Equal([Number(inner), Number(outer)], stopped.Select(static e => e.Event.SpanId));
        Assert.Equal([inner.Duration, outer.Duration], stopped.Select(static e => e.Event.Duration));
        Assert.Equal([SpanStatus.Error, SpanStatus.Unset], stopped.Select(static e => e.Event.Status));
        Assert.Equal(["refused", ""], stopped.Select(static e => e.Event.StatusDescription));
        Assert.Equal(["bytes=1200 peer=\"peer one\"", ""], stopped.Select(static e => e.Event.Tags));

        uint flow = 0x8000_0000 | uint.Parse(outer.TraceId.ToHexString()[24..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.All(started.Select(static e => e.FlowId).Concat(stopped.Select(static e => e.FlowId)), id => Assert.Equal(flow, id));
    }

    [Fact]
    public void A_parent_in_another_process_is_told_from_one_in_this()
    {
        ActivityContext remote = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
        using (Listener(static options => options.RequestAllData = true))
        {
            Started(_source.StartActivity("served", ActivityKind.Server, remote)).Dispose();
        }

        BridgeEvents.ActivityStartedEvent e = Assert.Single(ReadStarted()).Event;
        Assert.True(e.RemoteParent);
        Assert.Equal(remote.TraceId.ToHexString(), e.TraceId.ToString("N"));
        Assert.Equal(ulong.Parse(remote.SpanId.ToHexString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture), e.ParentSpanId);
    }

    [Fact]
    public void Nothing_is_sampled_that_nobody_else_asks_for()
    {
        using (Listener())
        {
            Assert.Null(_source.StartActivity("unwanted"));
        }

        Assert.Empty(_recording.ReadTypes());
    }

    [Theory]
    [InlineData(ActivitySamplingResult.PropagationData, false, false, false)]
    [InlineData(ActivitySamplingResult.AllData, false, true, false)]
    [InlineData(ActivitySamplingResult.AllDataAndRecorded, false, true, true)]
    [InlineData(ActivitySamplingResult.PropagationData, true, true, false)]
    [InlineData(ActivitySamplingResult.None, true, true, false)]
    public void What_others_sample_is_seen_and_left_as_it_is(ActivitySamplingResult others, bool requestAllData, bool allData, bool recorded)
    {
        using ActivityListener other = new()
        {
            ShouldListenTo = source => source == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => others,
        };
        ActivitySource.AddActivityListener(other);
        using (Listener(options => options.RequestAllData = requestAllData))
        using (Activity activity = Started(_source.StartActivity("wanted")))
        {
            Assert.Equal(allData, activity.IsAllDataRequested);
            Assert.Equal(recorded, activity.Recorded);
        }

        Assert.Equal([BridgeEvents.ActivityStartedEvent.EventType, BridgeEvents.ActivityStoppedEvent.EventType], _recording.ReadTypes());
    }

    [Theory]
    [InlineData("Ojo.Tests.*", "", true)]
    [InlineData("OJO.tests.activities*", "Other", true)]
    [InlineData("Other.*", "", false)]
    [InlineData("", "*Activities*", false)]
    [InlineData("Ojo.Tests.*", "Ojo.*", false)]
    public void Sources_are_chosen_by_patterns(string included, string excluded, bool isRecorded)
    {
        OjoActivityOptions options = new() { RequestAllData = true };
        Array.ForEach(included.Split(',', StringSplitOptions.RemoveEmptyEntries), options.Sources.Add);
        Array.ForEach(excluded.Split(',', StringSplitOptions.RemoveEmptyEntries), options.ExcludedSources.Add);
        using OjoActivityListener listener = new(_recording.Tracer, options);
        using Activity? activity = _source.StartActivity("a");
        Assert.Equal(isRecorded, activity is not null);
    }

    [Fact]
    public void Where_the_tracers_filter_says_no_nothing_is_recorded_or_asked_for()
    {
        using RecordingTracer quiet = new(filter: "Activity:off");
        OjoActivityOptions options = new() { RequestAllData = true };
        options.Sources.Add(_source.Name);
        using OjoActivityListener listener = new(quiet.Tracer, options);
        Assert.Null(_source.StartActivity("off"));
        quiet.Tracer.Filter = "";
        Started(_source.StartActivity("on")).Dispose();
        Assert.Equal(2, quiet.ReadTypes().Count);
    }

    [Fact]
    public void An_activity_that_a_program_makes_without_a_source_is_recorded_too()
    {
        OjoActivityOptions options = new();
        options.Sources.Add("");
        using OjoActivityListener listener = new(_recording.Tracer, options);
        using Activity activity = new("ojo-tests-legacy");
        activity.SetIdFormat(ActivityIdFormat.Hierarchical).Start().Stop();
        (uint flow, BridgeEvents.ActivityStartedEvent e) = Assert.Single(ReadStarted(), static e => e.Event.Operation == "ojo-tests-legacy");
        Assert.Equal((0u, 0ul, 0ul, Guid.Empty), (flow, e.SpanId, e.ParentSpanId, e.TraceId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recording_allocates_nothing_beyond_what_activities_do(bool withParent)
    {
        using (new ActivityListener { ShouldListenTo = source => source == _source, Sample = AllData }.Listen())
        {
            using Activity? parent = withParent ? Started(_source.StartActivity("parent")) : null;
            long alone = Allocated();
            using (Listener())
            {
                Assert.Equal(alone, Allocated());
            }
        }

        Assert.Equal(400, ReadStopped().Count);
    }

    public void Dispose()
    {
        _source.Dispose();
        _recording.Dispose();
    }

    private static ActivitySamplingResult AllData(ref ActivityCreationOptions<ActivityContext> options) => ActivitySamplingResult.AllData;

    private static Activity Started(Activity? activity)
    {
        Assert.NotNull(activity);
        return activity;
    }

    private static ulong Number(Activity activity) =>
        ulong.Parse(activity.SpanId.ToHexString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private long Allocated()
    {
        Make(200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Make(200);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Make(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using Activity? activity = _source.StartActivity("measured");
            activity?.SetTag("bytes", 1200);
        }
    }

    private OjoActivityListener Listener(Action<OjoActivityOptions>? configure = null)
    {
        OjoActivityOptions options = new();
        options.Sources.Add(_source.Name);
        configure?.Invoke(options);
        return new OjoActivityListener(_recording.Tracer, options);
    }

    private List<(uint FlowId, BridgeEvents.ActivityStartedEvent Event)> ReadStarted() =>
        _recording.Read<BridgeEvents.ActivityStartedEvent>(BridgeEvents.ActivityStartedEvent.TryDecode);

    private List<(uint FlowId, BridgeEvents.ActivityStoppedEvent Event)> ReadStopped() =>
        _recording.Read<BridgeEvents.ActivityStoppedEvent>(BridgeEvents.ActivityStoppedEvent.TryDecode);
}
