using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Which keys, words and times a scan wants.</summary>
internal sealed class ScanPlan
{
    private const int NotWanted = -1;

    private readonly int[] _typeKeys;
    private readonly int[] _words;

    public ScanPlan(StoredCatalogue catalogue, EventScan scan, StoredFilter? stored)
    {
        int keys = catalogue.Keys.Count == 0 ? 0 : catalogue.Keys.Keys.Max() + 1;
        _typeKeys = new int[keys];
        _words = new int[keys];
        Dictionary<int, int>? wanted = WordsByType(scan);
        foreach (StoredKey key in catalogue.Keys.Values)
        {
            _typeKeys[key.Id] = key.Type.Id;
            _words[key.Id] = wanted is null ? 1
                : wanted.TryGetValue(key.Type.Id, out int words) ? Math.Clamp(words, 1, key.Type.Descriptor?.WordCount ?? int.MaxValue)
                : NotWanted;
            HasRest |= _words[key.Id] > 1;
        }

        HasTexts = scan.WithTexts;
        Filter = EventFilter.Of(
            catalogue, wanted is null ? null : catalogue.Keys.Values.Where(key => Wants(key.Id)), scan.FromNs, scan.ToNs, [], stored);
    }

    /// <summary>The same as a list of events is asked for.</summary>
    public EventFilter Filter { get; }

    /// <summary>Whether words after the first are wanted of any event.</summary>
    public bool HasRest { get; }

    /// <summary>Whether texts are wanted.</summary>
    public bool HasTexts { get; }

    public bool IsEmpty => Filter.Keys is { IsEmpty: true } || Filter.MaxNs < Filter.MinNs;

    public bool Wants(int key) => (uint)key < (uint)_words.Length && _words[key] != NotWanted;

    public int WordsOf(int key) => _words[key];

    public int TypeKeyOf(int key) => _typeKeys[key];

    private static Dictionary<int, int>? WordsByType(EventScan scan)
    {
        if (scan.Types is null)
        {
            return null;
        }

        var words = new Dictionary<int, int>();
        foreach (ScannedType type in scan.Types)
        {
            words[type.TypeKey] = Math.Max(type.Words, words.GetValueOrDefault(type.TypeKey));
        }

        return words;
    }
}
