namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads the texts of a block's events beside the events, in one go.</summary>
internal sealed class BlockTexts(ReaderConnection connection)
{
    private readonly Statement _texts = connection.Prepare("SELECT event, value FROM ojo_text WHERE event BETWEEN ?1 AND ?2 ORDER BY event, n");
    private long _of = long.MaxValue;

    /// <summary>Turns to the events of these numbers.</summary>
    public void Begin(long firstId, long lastId)
    {
        _texts.Bind(1, firstId).Bind(2, lastId);
        Next();
    }

    /// <summary>Adds an event's texts to those of the event that the batch was given last. Events are asked for in order.</summary>
    public void AddTo(ScanBatch batch, long id)
    {
        while (_of < id)
        {
            Next();
        }

        batch.BeginTexts();
        for (; _of == id; Next())
        {
            batch.AddText(_texts.BlobSpan(1));
        }
    }

    /// <summary>Leaves those that nobody has asked for.</summary>
    public void End()
    {
        if (_of != long.MaxValue)
        {
            _texts.Reset();
            _of = long.MaxValue;
        }
    }

    private void Next() => _of = _texts.Step() ? _texts.Int64(0) : long.MaxValue;
}
