using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.FlightRecorder.Triggers;

/// <summary>A condition on an event's fields as the reason for a snapshot, from a text or from code.</summary>
public sealed class SnapshotTriggerTests : IDisposable
{
    private const uint Everything = 0x7E570001;
    private const uint Named = 0x7E570002;
    private readonly TempDirectory _directory = new();
    private readonly List<string> _warnings = [];
    private Tracer? _tracer;

    static SnapshotTriggerTests() => EventCatalogue.Register(new DeclaredEvents(
        "trigger.tests",
        new EventDescriptor
        {
            Id = Everything,
            Name = "EVERYTHING_MEASURED",
            Provider = "trigger.tests",
            Fields =
            [
                new FieldDescriptor { Name = "count", Type = FieldType.U64, BitOffset = 0, BitWidth = 64 },
                new FieldDescriptor { Name = "wait", Type = FieldType.Duration, BitOffset = 64, BitWidth = 64 },
                new FieldDescriptor { Name = "size", Type = FieldType.U32, Unit = "bytes", BitOffset = 128, BitWidth = 32 },
                new FieldDescriptor { Name = "change", Type = FieldType.I32, BitOffset = 160, BitWidth = 32 },
                new FieldDescriptor { Name = "load", Type = FieldType.F64, BitOffset = 192, BitWidth = 64 },
                new FieldDescriptor { Name = "is_last", Type = FieldType.Bool, BitOffset = 256, BitWidth = 1 },
                new FieldDescriptor { Name = "state", Type = FieldType.Enum, BitOffset = 257, BitWidth = 8, Values = [new("idle", 0), new("busy", 1), new("gone", -1)] },
                new FieldDescriptor { Name = "letter", Type = FieldType.Char, BitOffset = 265, BitWidth = 16 },
                new FieldDescriptor { Name = "since", Type = FieldType.Timestamp, BitOffset = 320, BitWidth = 64 },
                new FieldDescriptor { Name = "peer", Type = FieldType.Ip, BitOffset = 384, BitWidth = 128 },
                new FieldDescriptor { Name = "session", Type = FieldType.Uuid, BitOffset = 512, BitWidth = 128 },
            ],
        },
        new EventDescriptor
        {
            Id = Named,
            Name = "THING_NAMED",
            Provider = "trigger.tests",
            Fields =
            [
                new FieldDescriptor { Name = "name", Type = FieldType.String, BitOffset = 0, BitWidth = 32 },
                new FieldDescriptor { Name = "key", Type = FieldType.Bytes, BitOffset = 32, BitWidth = 0 },
                new FieldDescriptor { Name = "note", Type = FieldType.Text, BitOffset = 32, BitWidth = 0 },
            ],
        }));

    public void Dispose()
    {
        _tracer?.End();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("count = 18446744073709551615", true)]
    [InlineData("count > 18446744073709551614 and count != 7", true)]
    [InlineData("count < 0x10", false)]
    [InlineData("wait >= 1500us", true)]
    [InlineData("wait > 1.5ms", false)]
    [InlineData("wait <= 0", false)]
    [InlineData("size = 64KiB", true)]
    [InlineData("size = 65536", true)]
    [InlineData("size < 64kB", false)]
    [InlineData("change < 0", true)]
    [InlineData("change = -5 AND size > 1", true)]
    [InlineData("change > -5", false)]
    [InlineData("load > 0.5", true)]
    [InlineData("load <= 5e-1", false)]
    [InlineData("is_last = true", true)]
    [InlineData("is_last != true", false)]
    [InlineData("state = gone", true)]
    [InlineData("state = -1", true)]
    [InlineData("state = busy", false)]
    [InlineData("letter = 'x'", true)]
    [InlineData("since >= '2026-01-01T00:00:00Z'", true)]
    [InlineData("since > '2026-01-01T00:00:00Z'", false)]
    [InlineData("peer = 192.0.2.7", true)]
    [InlineData("peer = '2001:db8::1'", false)]
    [InlineData("session = 00112233-4455-6677-8899-aabbccddeeff", true)]
    [InlineData("session != 00112233-4455-6677-8899-aabbccddeeff", false)]
    [InlineData("flow = 9 and flow < 10", true)]
    [InlineData("flow = 8", false)]
    public void A_comparison_holds_for_a_field_of_each_type_as_it_is_written(string condition, bool holds)
    {
        Tracer tracer = Create($"EVERYTHING_MEASURED where {condition}");
        RecordEverything(tracer);
        Assert.Equal(holds ? [$"EVERYTHING_MEASURED where {condition}"] : [], tracer.ReasonsAfterRound());
    }

    [Theory]
    [InlineData("name = 'a, b'", true)]
    [InlineData("name = cwnd", false)]
    [InlineData("name != cwnd and note = \"it's: late\"", true)]
    [InlineData("note = ''", false)]
    public void Strings_and_texts_are_compared_by_what_they_say(string condition, bool holds)
    {
        Tracer tracer = Create($"THING_NAMED where {condition}");
        RecordNamed(tracer);
        Assert.Equal(holds ? 1 : 0, tracer.ReasonsAfterRound().Length);
    }

    [Theory]
    [InlineData("RTT_UPDATED where latset > 5", "RTT_UPDATED has no field \"latset\": did you mean latest? It has latest, smoothed, flow.")]
    [InlineData("RTT_UPDATED where latest > 5 parsecs", "\"parsecs\" is no unit of latest, which is a number of us; ns, us, µs, ms, s, min, h are understood.")]
    [InlineData("RTT_UPDATED where latest > soon", "\"soon\" is no number; latest is one of us.")]
    [InlineData("RTT_UPDATED where latest", "\"latest\" is no comparison of a field with a value")]
    [InlineData("RTT_UPDATED where latest >", "\"latest >\" is no comparison of a field with a value")]
    [InlineData("RTT_UPDATED latest > 5", "does not begin with the name of an event")]
    [InlineData("RTT_UPDATED where latest > 5:0", "\"0\" in \"RTT_UPDATED where latest > 5:0\" is no count from 1 to 1000000")]
    [InlineData("CONNECTION_CLOSED where reason = idle_timeuot", "\"idle_timeuot\" is no value of reason: did you mean idle_timeout?")]
    [InlineData("CONNECTION_CLOSED where reason > idle_timeout", "reason has no order")]
    [InlineData("EVERYTHING_MEASURED where wait > 5", "wait is a length of time: write 5 with its unit")]
    [InlineData("EVERYTHING_MEASURED where is_last = perhaps", "is_last is true or false, not \"perhaps\".")]
    [InlineData("EVERYTHING_MEASURED where peer = here", "peer is an address, and \"here\" is none.")]
    [InlineData("EVERYTHING_MEASURED where session = 7", "session is a UUID, and \"7\" is none.")]
    [InlineData("EVERYTHING_MEASURED where since > tea", "since is a point in time")]
    [InlineData("EVERYTHING_MEASURED where letter < 'x'", "letter has no order")]
    [InlineData("THING_NAMED where key = 7", "key is a sequence of bytes")]
    public void What_makes_no_sense_is_refused_with_what_is_possible(string triggers, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Create(triggers));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(triggers, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_nobody_has_declared_is_said_to_be_unknown_and_may_be_declared_later()
    {
        string name = $"LATE_{Guid.NewGuid():N}";
        Tracer tracer = Create($"CONNECTION_CLOSD, {name} where count = 7");
        Assert.Empty(tracer.ReasonsAfterRound());
        Assert.Contains(_warnings, static warning => warning.Contains("There is no event CONNECTION_CLOSD among those that the program has declared: did you mean CONNECTION_CLOSED?", StringComparison.Ordinal));
        Assert.Equal(2, _warnings.Count);
        FieldDescriptor count = new() { Name = "count", Type = FieldType.U64, BitOffset = 0, BitWidth = 64 };
        EventCatalogue.Register(new DeclaredEvents(name, new EventDescriptor { Id = 0x7E570003, Name = name, Provider = name, Fields = [count] }));
        tracer.Write(1, 0x7E570003, 6);
        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.Write(1, 0x7E570003, 7);
        Assert.Equal([$"{name} where count = 7"], tracer.ReasonsAfterRound());
        Assert.Equal(2, _warnings.Count);
    }

    [Fact]
    public void Only_events_that_the_condition_holds_for_count()
    {
        Tracer tracer = Create("RTT_UPDATED where latest > 500ms:3/1h");
        for (int n = 0; n < 10; n++)
        {
            tracer.RecordRttUpdated(1, 400_000, 0);
        }

        tracer.RecordRttUpdated(1, 500_001, 0);
        tracer.RecordRttUpdated(2, 600_000, 0);
        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.RecordRttUpdated(1, 700_000, 0);
        Assert.Equal(["3 RTT_UPDATED where latest > 500ms within 3600 s"], tracer.ReasonsAfterRound());
    }

    [Fact]
    public void A_condition_in_code_sees_the_decoded_event()
    {
        List<uint> seen = [];
        Tracer tracer = Create("", SnapshotTrigger.On<TransportEvents.RttUpdatedEvent>(
            e =>
            {
                seen.Add(e.Latest);
                return e.Latest > 2 * e.Smoothed;
            },
            count: 2));
        tracer.RecordRttUpdated(1, 100, 90);
        tracer.RecordPacketSent(1, 1);
        tracer.RecordRttUpdated(1, 200, 90);
        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.RecordRttUpdated(1, 300, 90);
        Assert.Equal(["2 RTT_UPDATED"], tracer.ReasonsAfterRound());
        Assert.Equal([100u, 200u, 300u], seen);
    }

    [Fact]
    public void A_condition_in_code_sees_strings_and_texts_too()
    {
        Tracer tracer = Create("", SnapshotTrigger.On<NamedEvent>(static e => e is { Name: "a, b", Note: "it's: late" }, reason: "late"));
        RecordNamed(tracer);
        Assert.Equal(["late"], tracer.ReasonsAfterRound());
    }

    [Fact]
    public void A_condition_that_throws_is_not_asked_again_and_takes_nothing_with_it()
    {
        int calls = 0;
        Tracer tracer = Create(
            "CONNECTION_CLOSED",
            SnapshotTrigger.On<TransportEvents.RttUpdatedEvent>(_ => ++calls > 0 ? throw new InvalidOperationException() : true),
            SnapshotTrigger.On<TransportEvents.RttUpdatedEvent>(count: 3));
        for (int n = 0; n < 3; n++)
        {
            tracer.RecordRttUpdated(1, 1, 1);
        }

        Assert.Equal(["3 RTT_UPDATED"], tracer.ReasonsAfterRound());
        Assert.Equal(1, calls);
        Assert.Equal(["The condition of the snapshot trigger 'RTT_UPDATED' failed, and is not asked any more."], _warnings);
        tracer.RecordConnectionClosed(1, ConnectionCloseReason.IdleTimeout, 0);
        Assert.Equal(["3 RTT_UPDATED", "CONNECTION_CLOSED"], tracer.ReasonsAfterRound());
    }

    [Fact]
    public void A_trigger_in_code_that_cannot_be_met_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SnapshotTrigger.On<TransportEvents.RttUpdatedEvent>(count: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SnapshotTrigger.On<TransportEvents.RttUpdatedEvent>(count: 1_000_001));
        Assert.Throws<ArgumentOutOfRangeException>(() => SnapshotTrigger.On<TransportEvents.RttUpdatedEvent>(within: TimeSpan.Zero));
    }

    [Fact]
    public void A_tracer_of_its_own_accord_takes_it_within_its_flush_interval()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _directory.Path,
            Mode = TracerMode.FlightRecorder,
            FlushInterval = TimeSpan.FromMilliseconds(5),
            BufferSize = 16 * RingLayout.ChunkSize,
            SnapshotTriggers = "THING_NAMED where note = \"it's: late\"",
        });
        SnapshotFiles.WaitForOne(_directory.Output, () =>
        {
            for (int n = 0; n < 5 * RingLayout.ChunkRecords; n++)
            {
                tracer.RecordRttUpdated(1, (uint)n, 1);
            }

            RecordNamed(tracer);
        });
        TraceSnapshot snapshot = Assert.Single(SnapshotFiles.In(_directory.Output));
        Assert.Contains(SnapshotFiles.Records(_directory.Output, snapshot), static record => record.EventType == Named);
    }

    private Tracer Create(string triggers, params SnapshotTrigger[] conditions) => _tracer = RecorderSteps.Create(
        _directory, 16, new TracerOptions { SnapshotTriggers = triggers, SnapshotConditions = conditions, OnWarning = _warnings.Add });

    private static void RecordEverything(Tracer tracer)
    {
        WideField.Split(System.Net.IPAddress.Parse("192.0.2.7"), out ulong low, out ulong high);
        WideField.Split(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), out ulong first, out ulong second);
        ulong since = (ulong)(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch).Ticks * 100;
        tracer.Write(
            9, Everything,
            [ulong.MaxValue, 1_500_000, 65536 | (unchecked((ulong)(uint)-5) << 32), BitConverter.DoubleToUInt64Bits(0.75), 1 | (0xFFul << 1) | ((ulong)'x' << 9), since, low, high, first, second]);
    }

    private static void RecordNamed(Tracer tracer)
    {
        tracer.Intern("cwnd");
        tracer.Write(1, Named, [tracer.Intern("a, b")], "key"u8, "it's: late");
    }

    private readonly record struct NamedEvent(string? Name, string Note) : ITraceEvent<NamedEvent>
    {
        static uint ITraceEvent<NamedEvent>.EventType => Named;

        public static bool TryDecode(in TraceEvent e, out NamedEvent value)
        {
            value = new NamedEvent(e.String(0), e.Text(1));
            return e.EventType == Named;
        }
    }
}
