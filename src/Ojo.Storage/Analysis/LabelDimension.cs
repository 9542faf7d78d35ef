using System.Globalization;
using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by a field whose values have names, or are strings. What is called alike is one group, whatever its number.</summary>
internal sealed class LabelDimension : GroupDimension
{
    private const int MostCached = 65_536;

    /// <summary>Stands before every text, so that a string that is none has a place of its own: the shortest.</summary>
    private const string Present = "=";

    private readonly ByType<FieldSource> _sources;
    private readonly Interner<string> _labels;
    private readonly Dictionary<(int TypeKey, ulong Bits), int> _numbers = [];
    private long _run = -1;

    public LabelDimension(IReadOnlyList<FieldSource> sources, int most)
    {
        _sources = new ByType<FieldSource>(sources.Select(source => KeyValuePair.Create(source.TypeKey, source)));
        _labels = new Interner<string>(most, StringComparer.Ordinal);
    }

    public override int? WordsOf(StoredEventType type) => _sources.TryGet(type.TypeKey, out FieldSource? source) ? source.Words : null;

    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number)
    {
        number = 0;
        if (!_sources.TryGet(scanned.TypeKey, out FieldSource? source))
        {
            return GroupPlace.None;
        }

        if (events.Flow.RunId != _run || _numbers.Count > MostCached)
        {
            // Each run numbers its strings anew.
            _run = events.Flow.RunId;
            _numbers.Clear();
        }

        ulong bits = source.Bits(events, scanned);
        if (!_numbers.TryGetValue((scanned.TypeKey, bits), out int known))
        {
            known = _labels.NumberOf(LabelOf(source, bits, events, scanned) is string label ? Present + label : "");
            _numbers.Add((scanned.TypeKey, bits), known);
        }

        number = (ulong)known;
        return known == Interner<string>.Full ? GroupPlace.Remainder : GroupPlace.Group;
    }

    public override object? KeyOf(ulong number) => _labels[(int)number] is { Length: > 0 } label ? label[Present.Length..] : null;

    public override int Compare(ulong left, ulong right) => string.CompareOrdinal(_labels[(int)left], _labels[(int)right]);

    private static string? LabelOf(FieldSource source, ulong bits, in ScannedEvents events, in ScannedEvent scanned) => source.Field.Type switch
    {
        FieldType.Bool => bits != 0 ? "true" : "false",
        FieldType.Enum => FieldDecoder.NameOf(source.Field, bits) ?? Number(bits),
        FieldType.String => bits == 0 ? null : events.FindString(bits) ?? Number(bits),
        FieldType.Char => CharacterText.Of(bits),
        _ when source.TryRead(FieldSource.OrderOf([source]), events, scanned, out ulong number) =>
            OrderedNumber.ToQuantity(FieldSource.OrderOf([source]), number).ToString(),
        _ => "NaN",
    };

    private static string Number(ulong bits) => bits.ToString(CultureInfo.InvariantCulture);
}
