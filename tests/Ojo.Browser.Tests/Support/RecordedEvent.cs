using Ojo.Format;

namespace Ojo.Browser.Tests.Support;

/// <summary>An event as it stands in a trace file, its words undecoded.</summary>
internal sealed record RecordedEvent(long TNs, uint FlowId, uint EventType, IReadOnlyList<ulong> Words)
{
    /// <summary>Every event of a trace file, in order of time, read without the store.</summary>
    public static IReadOnlyList<RecordedEvent> ReadFile(string path)
    {
        List<RecordedEvent> events = [];
        using TraceFileReader reader = TraceFileReader.Open(path);
        foreach (TraceEvent one in reader.ReadEvents())
        {
            ulong[] words = new ulong[one.WordCount];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = one.Word(i);
            }

            events.Add(new RecordedEvent((long)one.TsDelta, one.FlowId, one.EventType, words));
        }

        return events;
    }
}
