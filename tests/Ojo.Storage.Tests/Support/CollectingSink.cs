using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>Keeps what a scan shows, and stops it after so many events.</summary>
internal sealed class CollectingSink(int most = int.MaxValue) : IEventSink
{
    private FlowKey _flow;
    private long _reachedNs;

    public List<(FlowKey Flow, long TNs, long Place, int TypeKey, ulong[] Words)> Events { get; } = [];

    public List<string?> Strings { get; } = [];

    public int Batches { get; private set; }

    public bool Take(in ScannedEvents events)
    {
        Batches++;
        if (events.Flow != _flow)
        {
            Assert.True((events.Flow.RunId, events.Flow.FlowId).CompareTo((_flow.RunId, _flow.FlowId)) > 0, "Flows come in order, each once.");
            (_flow, _reachedNs) = (events.Flow, 0);
        }

        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            Assert.True(scanned.TNs >= _reachedNs, "An event comes before the time that the scan has reached.");
            var words = new ulong[1 + scanned.RestCount];
            for (int word = 0; word < words.Length; word++)
            {
                words[word] = events.Word(scanned, word);
            }

            Events.Add((events.Flow, scanned.TNs, scanned.Place, scanned.TypeKey, words));
            Strings.Add(events.FindString(scanned.Payload));
        }

        Assert.True(events.ReachedNs >= _reachedNs, "A scan does not go back.");
        _reachedNs = events.ReachedNs;
        return Events.Count < most;
    }
}
