namespace Ojo.Generators.Tests.RoundTrips;

public sealed class AllocationTests
{
    private static readonly Guid s_id = Guid.NewGuid();
    private static readonly System.Net.IPAddress s_address = System.Net.IPAddress.Parse("192.0.2.7");

    [Fact]
    public void Recorders_of_all_sizes_and_their_guards_allocate_nothing()
    {
        string directory = Path.Combine(Path.GetTempPath(), "ojo-gen-" + Guid.NewGuid().ToString("N"));
        try
        {
            using Tracer tracer = Recording.Create(directory);
            var connection = new Connection(tracer, 1);
            double a = 1;
            long c = 2;
            Record(10, tracer, connection, ref a, ref c);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Record(1000, tracer, connection, ref a, ref c);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(0, tracer.Statistics.Lost);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Record(int times, Tracer tracer, Connection connection, ref double a, ref long c)
    {
        for (int i = 0; i < times; i++)
        {
            if (tracer.IsOneFieldEnabled() && connection.WouldRecordOpened)
            {
                tracer.RecordOneField(1, (ulong)i);
                connection.RecordOpened((ulong)i);
            }

            tracer.RecordNarrowSigned(1, -1, -2, -3, -4, TimeSpan.FromTicks(i));
            tracer.RecordWide(1, true, s_id, s_address, System.Net.IPAddress.IPv6Loopback);
            tracer.RecordTimes(1, DateTime.UnixEpoch, 'x', DateTimeOffset.UnixEpoch);
            HeldEvents.RecordHanded(new Handle(tracer, 1), 2);
            tracer.RecordHost(1, "host");
            tracer.RecordSaid(1, "said");
            tracer.RecordTokens(1, true, "server", "token"u8, "reason", "client", "note", default, 1, 2, 3);
            tracer.RecordNumbered(1, new PacketNumber(1), new PacketNumber(2));
            tracer.RecordAcked(1, true, new AckRange(1, 2), (3, 4), (5, 6), default);
            tracer.RecordPath(1, new PathState(s_address, Colour.Red), default);
            tracer.RecordThreeWords(1, in a, 2, ref c);
            tracer.RecordHost(1, "example.org");
            tracer.RecordSaid(1, "hello");
            tracer.RecordTokens(1, true, "server", [1, 2, 3], "reason", "client", "note", [], 1, 2, 3);
            tracer.RecordWords(1, "host", "note", [1, 2], 3);
            tracer.RecordNumbered(1, new PacketNumber(1), new PacketNumber(2));
            tracer.RecordAcked(1, true, new AckRange(1, 2), (1, 2), (3, 4), (DateTime.UnixEpoch, DateTime.UnixEpoch));
            tracer.RecordPath(1, PathState.Unknown, Opaque.OfHalf(1));
            tracer.RecordEverything(1, true, 1, 2, 3, 4, -1, -2, -3, -4, 1.5f, 2.5, 'x', TimeSpan.FromTicks(i), Colour.Infrared, DayOfWeek.Friday, DayOfWeek.Friday, Colour.Red);
        }
    }
}
