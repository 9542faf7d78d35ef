using Ojo.Storage.Analysis;

namespace Ojo.Storage.Tests.Analysis;

public sealed class OutstandingPacketsTests
{
    [Theory]
    [InlineData(20, 40)]
    [InlineData(1500, 2000)]
    public void Random_packets_are_remembered_as_a_plain_list_remembers_them(int most, int numbers)
    {
        var random = new Random(7);
        var packets = new OutstandingPackets(most);
        var plain = new List<(ulong Space, ulong Number, OutstandingPacket Packet)>();
        long forgotten = 0;
        for (long n = 0; n < 60_000; n++)
        {
            (ulong space, ulong number) = ((ulong)random.Next(2), (ulong)random.Next(numbers));
            int known = plain.FindIndex(one => (one.Space, one.Number) == (space, number));
            if (random.Next(5) < 3)
            {
                packets.Send(space, number, n, (ulong)n);
                if (known >= 0)
                {
                    plain.RemoveAt(known);
                }
                else if (plain.Count == most)
                {
                    plain.RemoveAt(0);
                    forgotten++;
                }

                plain.Add((space, number, new OutstandingPacket(n, (ulong)n, known >= 0)));
            }
            else
            {
                Assert.Equal(known >= 0, packets.TryTake(space, number, out OutstandingPacket packet));
                if (known >= 0)
                {
                    Assert.Equal(plain[known].Packet, packet);
                    plain.RemoveAt(known);
                }
            }

            Assert.Equal((forgotten, (Int128)plain.Sum(one => (long)one.Packet.Size)), (packets.Forgotten, packets.Bytes));
        }

        Assert.True(forgotten > 100);
    }
}
