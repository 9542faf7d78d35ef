using System.Net;
using Ojo.Format;

namespace Ojo.Generators.Tests.RoundTrips;

public sealed class MethodRoundTripTests
{
    [Fact]
    public void Every_type_comes_back_as_it_was()
    {
        var random = new Random(20260101);
        var sent = new List<EverythingEvents.EverythingEvent>
        {
            default,
            new(true, byte.MaxValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue, sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue,
                float.NegativeInfinity, double.Epsilon, char.MaxValue, TimeSpan.FromTicks(-1), Colour.Infrared, DayOfWeek.Saturday, DayOfWeek.Saturday, Colour.Infrared),
            new(true, 1, 1, 1, 1, -1, -1, -1, -1, -0f, -0d, 'ö', TimeSpan.FromDays(36500), Colour.DeepBlue, DayOfWeek.Monday, DayOfWeek.Thursday, Colour.DeepBlue),
        };
        for (int i = 0; i < 1000; i++)
        {
            sent.Add(new(
                random.Next(2) == 0, (byte)random.Next(), (ushort)random.Next(), (uint)random.NextInt64(), (ulong)random.NextInt64() * 2, (sbyte)random.Next(),
                (short)random.Next(), random.Next(int.MinValue, int.MaxValue), random.NextInt64(long.MinValue, long.MaxValue), random.NextSingle() - 0.5f,
                random.NextDouble() * 1e300, (char)random.Next(), TimeSpan.FromTicks(random.NextInt64(-1L << 55, 1L << 55)), (Colour)random.Next(), (DayOfWeek)random.Next(7),
                (DayOfWeek)random.Next(7), Colour.Red));
        }

        Recording recording = Recording.Of(tracer =>
        {
            foreach (EverythingEvents.EverythingEvent e in sent)
            {
                tracer.RecordEverything(
                    7, e.Flag, e.U8, e.U16, e.U32, e.U64, e.I8, e.I16, e.I32, e.I64, e.F32, e.F64, e.Letter, e.Time, e.Colour, e.Day, e.NarrowDay, e.NarrowColour);
            }
        });

        Assert.Equal(sent.Count, recording.Count);
        for (int i = 0; i < sent.Count; i++)
        {
            TraceEvent e = recording[i];
            Assert.Equal(7u, e.FlowId);
            Assert.Equal(0x00010001u, e.EventType);
            Assert.True(EverythingEvents.EverythingEvent.TryDecode(e, out EverythingEvents.EverythingEvent back));
            Assert.Equal(sent[i], back);
        }
    }

    [Fact]
    public void A_time_span_out_of_reach_saturates()
    {
        Recording recording = Recording.Of(static tracer =>
        {
            tracer.RecordEverything(1, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ' ', TimeSpan.MaxValue, default, default, default, default);
            tracer.RecordEverything(1, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ' ', TimeSpan.MinValue, default, default, default, default);
        });
        Assert.True(EverythingEvents.EverythingEvent.TryDecode(recording[0], out EverythingEvents.EverythingEvent most));
        Assert.True(EverythingEvents.EverythingEvent.TryDecode(recording[1], out EverythingEvents.EverythingEvent least));
        Assert.Equal(TimeSpan.FromTicks(long.MaxValue / 100), most.Time);
        Assert.Equal(TimeSpan.FromTicks(long.MinValue / 100), least.Time);
    }

    [Theory]
    [InlineData("2026-11-20T10:29:20.1234567Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z")]
    [InlineData("1970-01-01T00:00:00.0000000Z")]
    [InlineData("1677-09-21T00:12:43.1452242Z")]
    [InlineData("2262-04-11T23:47:16.8547758Z")]
    public void Points_in_time_come_back_in_UTC(string text)
    {
        DateTimeOffset time = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Recording recording = Recording.Of(tracer => tracer.RecordTimes(1, time.UtcDateTime, 'x', time.ToOffset(TimeSpan.FromHours(-7))));
        Assert.True(EverythingEvents.TimesEvent.TryDecode(recording[0], out EverythingEvents.TimesEvent back));
        Assert.Equal(new EverythingEvents.TimesEvent(time.UtcDateTime, 'x', time), back);
        Assert.Equal((DateTimeKind.Utc, TimeSpan.Zero), (back.At.Kind, back.Later.Offset));
        Assert.Equal((time.UtcTicks - DateTime.UnixEpoch.Ticks) * 100, recording[0].SignedBits(0, 64));
    }

    [Fact]
    public void A_local_time_is_converted_an_unspecified_one_is_UTC_and_what_is_out_of_reach_saturates()
    {
        var local = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Local);
        var unspecified = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Unspecified);
        Recording recording = Recording.Of(tracer =>
        {
            tracer.RecordTimes(1, local, 'x', local);
            tracer.RecordTimes(1, unspecified, 'x', default);
            tracer.RecordTimes(1, DateTime.MaxValue, 'x', DateTimeOffset.MaxValue);
        });
        Assert.True(EverythingEvents.TimesEvent.TryDecode(recording[0], out EverythingEvents.TimesEvent first));
        Assert.True(EverythingEvents.TimesEvent.TryDecode(recording[1], out EverythingEvents.TimesEvent second));
        Assert.True(EverythingEvents.TimesEvent.TryDecode(recording[2], out EverythingEvents.TimesEvent third));
        Assert.Equal(local.ToUniversalTime(), first.At);
        Assert.Equal(DateTime.SpecifyKind(unspecified, DateTimeKind.Utc), second.At);
        Assert.Equal((1677, 2262, 2262), (second.Later.Year, third.At.Year, third.Later.Year));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8::1:2", "2001:db8::1:2")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData(null, "::")]
    public void Addresses_and_uuids_come_back_across_words(string? text, string expected)
    {
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        IPAddress? address = text is null ? null : IPAddress.Parse(text);
        Recording recording = Recording.Of(tracer => tracer.RecordWide(1, true, id, address, IPAddress.Loopback));
        Assert.Equal(7, recording[0].WordCount);
        Assert.True(EverythingEvents.WideEvent.TryDecode(recording[0], out EverythingEvents.WideEvent back));
        Assert.Equal(new EverythingEvents.WideEvent(true, id, IPAddress.Parse(expected), IPAddress.Loopback), back);

        // In the trace, byte by byte, the first lowest.
        Assert.Equal(Enumerable.Range(0, 16).Select(static i => (ulong)(i * 0x11)), Enumerable.Range(0, 16).Select(i => recording[0].Bits(1 + (i * 8), 8)));
    }

    [Fact]
    public void Arguments_by_reference_and_three_words_come_back()
    {
        double a = Math.PI;
        long c = -5;
        Recording recording = Recording.Of(tracer => tracer.RecordThreeWords(ushort.MaxValue, in a, 6, ref c));
        Assert.Equal(ushort.MaxValue, recording[0].FlowId);
        Assert.True(EverythingEvents.ThreeWordsEvent.TryDecode(recording[0], out EverythingEvents.ThreeWordsEvent back));
        Assert.Equal(new EverythingEvents.ThreeWordsEvent(Math.PI, 6, -5), back);
    }

    [Fact]
    public void An_instance_records_under_its_own_flow_unless_a_parameter_says_another()
    {
        Recording recording = Recording.Of(static tracer =>
        {
            var connection = new Connection(tracer, 41);
            connection.RecordOpened(1);
            connection.RecordStreamOpened(42, 2);
            connection.RecordTick();
        });
        Assert.Equal(3, recording.Count);
        Assert.Equal([41u, 42u, 0u], [recording[0].FlowId, recording[1].FlowId, recording[2].FlowId]);
        Assert.True(Connection.StreamOpenedEvent.TryDecode(recording[1], out Connection.StreamOpenedEvent stream));
        Assert.Equal(2u, stream.Stream);
    }

    [Fact]
    public void Tracer_and_flow_come_from_what_is_held_or_handed()
    {
        var held = new HeldEvents();
        held.RecordHeld(0);
        HeldEvents.RecordHanded(default, 0);
        Recording recording = Recording.Of(tracer =>
        {
            var handle = new Handle(tracer, 5);
            held.Handle = handle;
            held.RecordHeld(1);
            HeldEvents.RecordHanded(new Handle(tracer, 6), 2);
            ITracerSource source = handle;
            held.RecordByInterface(source, 7, 3);
        });
        Assert.Equal(
            [(5u, 1ul), (6u, 2ul), (7u, 3ul)],
            Enumerable.Range(0, recording.Count).Select(i => (recording[i].FlowId, recording[i].Payload)));
    }

    [Fact]
    public void Without_a_tracer_nothing_happens()
    {
        var connection = new Connection(null, 41);
        connection.RecordOpened(1);
        connection.RecordTick();
        Assert.False(connection.WouldRecordOpened);
        Tracer? none = null;
        none.RecordOneField(1, 2);
        Assert.False(none.IsOneFieldEnabled());
    }

    [Fact]
    public void A_decoder_refuses_another_event_and_one_that_lacks_records()
    {
        Recording recording = Recording.Of(static tracer =>
        {
            tracer.RecordOneField(1, 2);
            tracer.Write(1, EverythingEvents.EverythingEvent.EventType, 1, 2);
        });
        Assert.False(EverythingEvents.EverythingEvent.TryDecode(recording[0], out EverythingEvents.EverythingEvent value));
        Assert.Equal(default, value);
        Assert.False(EverythingEvents.EverythingEvent.TryDecode(recording[1], out _));
    }

    [Fact]
    public void An_event_that_is_switched_off_is_not_recorded_and_its_guard_says_so()
    {
        Recording recording = Recording.Of(
            static tracer =>
            {
                var connection = new Connection(tracer, 1);
                Assert.True(connection.WouldRecordOpened);
                Assert.False(connection.WouldRecordStreamOpened);
                Assert.False(tracer.IsOneFieldEnabled());
                Assert.True(tracer.IsEverythingEnabled());
                connection.RecordStreamOpened(1, 2);
                tracer.RecordOneField(1, 2);
                connection.RecordOpened(3);
            },
            filter: "*:info");
        Assert.Equal(1, recording.Count);
        Assert.True(Connection.OpenedEvent.TryDecode(recording[0], out _));
    }
}
