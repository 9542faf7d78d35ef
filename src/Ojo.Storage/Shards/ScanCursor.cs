using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Goes through what one shard has of a flow, an event at a time.</summary>
internal sealed class ScanCursor : IDisposable
{
    private readonly ScanBatch _batch = new();
    private readonly IEnumerator<long> _steps;
    private readonly FlowKey _flow;
    private readonly IRunStrings _strings;
    private int _next = -1;

    public ScanCursor(FlowScan scan, FlowKey flow, IRunStrings strings)
    {
        (_flow, _strings) = (flow, strings);
        _steps = scan.Read(_batch).GetEnumerator();
    }

    public ScannedEvent Current => View.Events[_next];

    private ScannedEvents View => _batch.View(_flow, reachedNs: 0, _strings);

    public bool MoveNext()
    {
        _next++;
        while (_next >= View.Events.Length)
        {
            if (!_steps.MoveNext())
            {
                return false;
            }

            _next = 0;
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
    }

    public void Dispose() => _steps.Dispose();
}
