using Transfer.Demo;
using Transfer.Links;

using TransferSession session = new(
    new SessionSettings
    {
        Link = new LinkSettings { Delay = TimeSpan.FromMilliseconds(20), Loss = 0.02, Reorder = 0.005, Bandwidth = 50e6, QueueSize = 250000 },
    },
    TimeProvider.System,
    tracer: null);
for (int i = 0; i < 10; i++)
{
    await Task.Delay(1000);
    Console.WriteLine($"{session.Totals.VerifiedBytes:N0} B, {session.Totals.Verified} ok, {session.Totals.Mismatched} bad, {session.Totals.Running} running, {session.Counters.PacketsSent} sent, {session.Counters.PacketsLost} lost, {session.Counters.OpenConnections} open");
}

await session.FinishAsync(TimeSpan.FromSeconds(2), default);
Console.WriteLine($"{session.Totals.VerifiedBytes:N0} B, {session.Totals.Verified} ok, {session.Totals.Mismatched} bad, {session.Totals.Running} running, {session.Counters.PacketsSent} sent, {session.Counters.PacketsLost} lost, {session.Counters.OpenConnections} open");
