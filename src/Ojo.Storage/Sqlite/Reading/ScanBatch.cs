using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Holds the events of a scan on their way to the sink. Filled again and again.</summary>
internal sealed class ScanBatch
{
    /// <summary>When it is passed on; what is read in one piece may fill it further.</summary>
    public const int Size = 1024;

    // Texts may be long: a batch of many is passed on earlier.
    private const int ManyTextBytes = 1024 * 1024;

    private ScannedEvent[] _events = new ScannedEvent[2 * Size];
    private ulong[] _rest = [];
    private int _count;
    private int _restCount;
    private int[] _firstTexts = [];
    private bool _hasTexts;
    private int[] _textEnds = [];
    private int _textCount;
    private byte[] _text = [];

    public bool IsFull => _count >= Size || TextBytes >= ManyTextBytes;

    public bool IsEmpty => _count == 0;

    private int TextBytes => _textCount == 0 ? 0 : _textEnds[_textCount - 1];

    /// <summary>Takes another batch's events and gives it its own.</summary>
    public void Swap(ScanBatch other)
    {
        (_events, other._events) = (other._events, _events);
        (_rest, other._rest) = (other._rest, _rest);
        (_count, other._count) = (other._count, _count);
        (_restCount, other._restCount) = (other._restCount, _restCount);
        (_firstTexts, other._firstTexts) = (other._firstTexts, _firstTexts);
        (_hasTexts, other._hasTexts) = (other._hasTexts, _hasTexts);
        (_textEnds, other._textEnds) = (other._textEnds, _textEnds);
        (_textCount, other._textCount) = (other._textCount, _textCount);
        (_text, other._text) = (other._text, _text);
    }

    public void Clear()
    {
        _count = 0;
        _restCount = 0;
        _hasTexts = false;
        _textCount = 0;
    }

    public void Add(long place, long ns, ulong payload, int typeKey)
    {
        if (_count == _events.Length)
        {
            Array.Resize(ref _events, _count * 2);
        }

        _events[_count++] = new ScannedEvent(place, ns, payload, typeKey, _restCount);
    }

    /// <summary>Adds a word to the event that was added last.</summary>
    public void AddWord(ulong word)
    {
        if (_restCount == _rest.Length)
        {
            Array.Resize(ref _rest, Math.Max(Size, _restCount * 2));
        }

        _rest[_restCount++] = word;
        ref ScannedEvent last = ref _events[_count - 1];
        last = last with { RestCount = last.RestCount + 1 };
    }

    /// <summary>Says that the event that was added last has the texts that follow.</summary>
    public void BeginTexts()
    {
        _hasTexts = true;
        if (_firstTexts.Length < _count)
        {
            Array.Resize(ref _firstTexts, _events.Length);
        }

        _firstTexts[_count - 1] = _textCount;
    }

    /// <summary>Adds a text to the event that was added last.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        int start = TextBytes;
        if (_textCount == _textEnds.Length)
        {
            Array.Resize(ref _textEnds, Math.Max(Size, _textCount * 2));
        }

        if (_text.Length - start < text.Length)
        {
            Array.Resize(ref _text, Math.Max(start + text.Length, _text.Length * 2));
        }

        text.CopyTo(_text.AsSpan(start));
        _textEnds[_textCount++] = start + text.Length;
    }

    public ScannedEvents View(FlowKey flow, long reachedNs, IRunStrings strings) =>
        new(flow, _events.AsSpan(0, _count), _rest.AsSpan(0, _restCount), reachedNs, strings,
            !_hasTexts ? default : new ScannedTexts(_firstTexts.AsSpan(0, _count), _textEnds.AsSpan(0, _textCount), _text));
}
