using Ojo.Catalogue;
using Ojo.Conditions;
using Ojo.FlightRecorder.Triggers;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Conditions;

/// <summary>Conditions that are compiled with their declarations, against the same conditions as they are read when a tracer is created.</summary>
public sealed class DeclaredConditionTests
{
    private static readonly EventProvider s_provider =
        EventCatalogue.Providers.Single(static provider => provider.Name == typeof(DeclaredConditionTests).Namespace);

    private static readonly TraceStrings s_strings = new();

    static DeclaredConditionTests()
    {
        s_strings.Define(1, "a, b"u8);
        s_strings.Define(2, "cwnd"u8);
    }

    public static TheoryData<string> Events => [.. s_provider.Events.Where(static type => type.SnapshotWhen.Length > 0).Select(static type => type.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void A_compiled_condition_holds_for_the_events_that_it_holds_for_when_it_is_read(string name)
    {
        EventDescriptor type = TypeOf(name);
        EventTest compiled = TriggerOf(type).Test ?? Always;
        EventTest[] read = [.. ConditionMeaning.Of(type, EventCondition.Parse(type.SnapshotWhen)).Select(FieldTest.Of)];
        HashSet<bool> answers = [];
        foreach (TraceRecord[] records in Rows(type))
        {
            bool expected = true;
            foreach (EventTest test in read)
            {
                expected &= test(new TraceEvent(records, s_strings));
            }

            Assert.True(expected == compiled(new TraceEvent(records, s_strings)), $"{type.SnapshotWhen}: {expected} as it is read, of {string.Join(' ', records)}");
            answers.Add(expected);
        }

        // A table that has only one answer to a condition shows nothing.
        bool isAlways = read.Length == 0 || type.SnapshotWhen is "narrow <= 65535" or "narrow != 70000" or "count > -1" or "count != 0.5" or "count < 99999999999999999999999" or "level >= -128";
        Assert.Equal(isAlways ? 1 : 2, answers.Count);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Count_time_and_reason_are_those_that_are_read(string name)
    {
        EventDescriptor type = TypeOf(name);
        EventCondition read = EventCondition.Parse(type.SnapshotWhen);
        SnapshotTrigger trigger = TriggerOf(type);
        Assert.Equal((read.Count, read.Within, read.Describe(name)), (trigger.Count, trigger.Within, trigger.Reason));
    }

    [Fact]
    public void A_text_is_compared_by_all_of_its_bytes()
    {
        EventDescriptor type = TypeOf("NOTE0");
        foreach (TraceRecord[] records in Rows(type))
        {
            TraceEvent e = new(records, s_strings);
            foreach (byte[]? text in Texts())
            {
                Assert.Equal(e.Bytes(0).AsSpan().SequenceEqual(text), e.HasText(0, text));
                Assert.Equal(text is null or [], e.HasText(1, text));
            }
        }
    }

    [Fact]
    public void Asking_a_compiled_condition_allocates_nothing()
    {
        (EventTest Test, TraceRecord[][] Rows)[] all =
            [.. s_provider.CreateSnapshotTriggers().Where(static trigger => trigger.Test is not null).Select(static trigger => (trigger.Test!, Rows(TypeOf(trigger.EventType)).ToArray()))];
        AskAll(all);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int held = AskAll(all);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, held);
    }

    [Fact]
    public void Only_declarations_with_a_condition_are_triggers()
    {
        Assert.Equal(Events.Count, s_provider.CreateSnapshotTriggers().Count);
        Assert.Equal("", TypeOf("NOTHING").SnapshotWhen);
    }

    [Fact]
    public void The_schema_that_travels_with_the_traces_has_the_condition()
    {
        EventDescriptor read = SchemaDocument.Parse(SchemaJson.Join([s_provider])).Events.Single(static type => type.Name == "SEVERAL");
        Assert.Equal("flow = 9 and first >= 1 AND second != 255:3/1.5m", read.SnapshotWhen);
    }

    private static int AskAll((EventTest Test, TraceRecord[][] Rows)[] all)
    {
        int held = 0;
        foreach ((EventTest test, TraceRecord[][] rows) in all)
        {
            foreach (TraceRecord[] row in rows)
            {
                held += test(new TraceEvent(row, s_strings)) ? 1 : 0;
            }
        }

        return held;
    }

    private static bool Always(in TraceEvent e) => true;

    private static EventDescriptor TypeOf(string name) => s_provider.Events.Single(type => type.Name == name);

    private static EventDescriptor TypeOf(uint id) => s_provider.Events.Single(type => type.Id == id);

    private static SnapshotTrigger TriggerOf(EventDescriptor type) => s_provider.CreateSnapshotTriggers().Single(trigger => trigger.EventType == type.Id);

    /// <summary>Events with each of the values as their last field's, whatever its type.</summary>
    private static IEnumerable<TraceRecord[]> Rows(EventDescriptor type)
    {
        int offset = type.Fields.Count == 0 ? 0 : type.Fields[^1].BitOffset;
        foreach (UInt128 value in Values())
        {
            // The low bits belong to the fields before.
            UInt128 low = (value << offset) | 1;
            UInt128 high = offset == 0 ? 0 : value >> (128 - offset);
            foreach (uint flow in (uint[])[8, 9])
            {
                foreach (byte[]? text in Texts())
                {
                    yield return
                    [
                        new TraceRecord(0, flow, type.Id, (ulong)low),
                        new TraceRecord(0, flow, MetaEvent.Extend, (ulong)(low >> 64)),
                        new TraceRecord(0, flow, MetaEvent.Extend, (ulong)high),
                        .. TextOf(flow, text),
                    ];
                }
            }
        }
    }

    private static IEnumerable<UInt128> Values()
    {
        ulong[] whole =
        [
            0, 1, 2, 3, 5, 15, 16, 17, 126, 127, 128, 255, 256, 257, 0xFFFF, 'x', 1_499_999, 1_500_000, 1_500_001, 2_000, 3_600_000_000_000, 3_600_000_000_001,
            long.MaxValue, long.MaxValue - 1, 1ul << 63, (1ul << 63) + 1, ulong.MaxValue, ulong.MaxValue - 1, unchecked((ulong)-5L), unchecked((ulong)-1_000_000_000L),
            1_767_225_600_000_000_000, 1_767_225_600_000_000_001,
        ];
        double[] real = [0, -0.0, 0.1, 0.5, 0.6, 0.1f, -0.1, -0.2, 1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.Epsilon];
        WideField.Split(System.Net.IPAddress.Parse("192.0.2.7"), out ulong v4Low, out ulong v4High);
        WideField.Split(System.Net.IPAddress.Parse("2001:db8::1"), out ulong v6Low, out ulong v6High);
        WideField.Split(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), out ulong uuidLow, out ulong uuidHigh);
        return
        [
            .. whole.Select(static value => (UInt128)value),
            .. real.Select(static value => (UInt128)BitConverter.DoubleToUInt64Bits(value)),
            .. real.Select(static value => (UInt128)BitConverter.SingleToUInt32Bits((float)value)),
            new UInt128(v4High, v4Low), new UInt128(v6High, v6Low), new UInt128(uuidHigh, uuidLow), new UInt128(uuidLow, uuidHigh), new UInt128(1, v4Low),
        ];
    }

    private static IEnumerable<byte[]?> Texts() => [null, [], "short"u8.ToArray(), "grün, \"late\""u8.ToArray(), "grün, \"late\" and more"u8.ToArray(), "grün, \"lat"u8.ToArray(), [0xFF]];

    private static IEnumerable<TraceRecord> TextOf(uint flow, byte[]? text)
    {
        if (text is null)
        {
            yield break;
        }

        yield return new TraceRecord(0, flow, MetaEvent.Text, (ulong)text.Length);
        for (int at = 0; at < text.Length; at += sizeof(ulong))
        {
            byte[] word = new byte[sizeof(ulong)];
            text.AsSpan(at, Math.Min(sizeof(ulong), text.Length - at)).CopyTo(word);
            yield return new TraceRecord(0, flow, MetaEvent.Extend, BitConverter.ToUInt64(word));
        }
    }
}
