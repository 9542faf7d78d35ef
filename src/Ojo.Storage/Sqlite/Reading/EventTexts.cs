using System.Text;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Looks up the strings and texts of one event after the other.</summary>
/// <param name="connection">Where the events are.</param>
/// <param name="strings">Where the strings are, if they are elsewhere.</param>
internal sealed class EventTexts(ReaderConnection connection, ReaderConnection? strings = null) : IEventTexts
{
    // A page's worth; a hostile trace could define any number.
    private const int MaxCached = 10_000;

    // Several shards of one question look strings up in the same place at once.
    private readonly ReaderConnection _owner = strings ?? connection;
    private readonly Statement _findString = PrepareFind(strings ?? connection);
    private readonly Statement _findText = connection.Prepare("SELECT value FROM ojo_text WHERE event = ?1 AND n = ?2");
    private readonly Dictionary<(long Run, ulong Id), string?> _strings = [];
    private long _run;
    private long _event;
    private int _next;

    /// <summary>Turns to an event.</summary>
    public void GoTo(long run, long traceEvent)
    {
        _run = run;
        _event = traceEvent;
        _next = 0;
    }

    /// <summary>Turns to one of the event's texts.</summary>
    public void GoTo(int text) => _next = text;

    public string? FindString(ulong id)
    {
        if (!_strings.TryGetValue((_run, id), out string? value))
        {
            byte[]? bytes;
            lock (_owner)
            {
                bytes = Find(_findString, _run, (long)id);
            }

            value = bytes is null ? null : Encoding.UTF8.GetString(bytes);
            if (_strings.Count < MaxCached)
            {
                _strings.Add((_run, id), value);
            }
        }

        return value;
    }

    public byte[] NextText() => Find(_findText, _event, _next++) ?? [];

    private static Statement PrepareFind(ReaderConnection owner)
    {
        lock (owner)
        {
            return owner.Prepare("SELECT value FROM ojo_string WHERE run = ?1 AND id = ?2");
        }
    }

    private static byte[]? Find(Statement statement, long first, long second)
    {
        byte[]? value = statement.Bind(1, first).Bind(2, second).Step() ? statement.Blob(0) : null;
        statement.Reset();
        return value;
    }
}
