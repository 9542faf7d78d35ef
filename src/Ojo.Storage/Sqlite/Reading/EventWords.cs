using Ojo.Format;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Puts an event's words together again, as the decoders want them.</summary>
internal sealed class EventWords(ReaderConnection connection)
{
    private readonly Statement _rest = connection.Prepare("SELECT word FROM ojo_extend WHERE event = ?1 ORDER BY n");
    private TraceRecord[] _records = new TraceRecord[4];

    /// <summary>The event; it lives until the next call.</summary>
    public TraceEvent Read(in StoredEvent stored, StoredType type)
    {
        _records[0] = new TraceRecord(0, 0, 0, stored.Payload);
        int count = 1;
        if (type.WordCount > 1)
        {
            _rest.Bind(1, stored.Id);
            while (_rest.Step())
            {
                if (count == _records.Length)
                {
                    Array.Resize(ref _records, count * 2);
                }

                _records[count++] = new TraceRecord(0, 0, MetaEvent.Extend, (ulong)_rest.Int64(0));
            }
        }

        return new TraceEvent(_records.AsSpan(0, count));
    }
}
