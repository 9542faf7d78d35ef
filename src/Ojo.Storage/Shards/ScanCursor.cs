using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Goes through what one shard has of a flow, an event at a time.</summary>
internal sealed class ScanCursor(ScanAhead ahead, FlowKey flow, IRunStrings strings, bool withTexts) : IDisposable
{
    private int _next;
    private int _count;

    public ScannedEvent Current => View.Events[_next];

    private ScannedEvents View => ahead.Batch.View(flow, reachedNs: 0, strings);

    public bool MoveNext()
    {
        _next++;
        while (_next >= _count)
        {
            if (!ahead.MoveNext())
            {
                return false;
            }

            (_next, _count) = (0, View.Events.Length);
        }

        return true;
    }

    /// <summary>Adds the event at which it is to another batch.</summary>
    public void CopyTo(ScanBatch batch)
    {
        ScannedEvents view = View;
        ScannedEvent current = view.Events[_next];
        batch.Add(current.Place, current.TNs, current.Payload, current.TypeKey);
        for (int word = 0; word < current.RestCount; word++)
        {
            batch.AddWord(view.Rest[current.RestStart + word]);
        }

        if (withTexts)
        {
            batch.BeginTexts();
            for (int text = 0, count = view.Texts.Count(_next); text < count; text++)
            {
                batch.AddText(view.Texts.Find(_next, text));
            }
        }
    }

    public void Dispose() => ahead.Dispose();
}
