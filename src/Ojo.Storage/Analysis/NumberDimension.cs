using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by a field that is a number.</summary>
internal sealed class NumberDimension : GroupDimension
{
    private readonly ByType<FieldSource> _sources;
    private readonly NumberOrder _order;

    public NumberDimension(IReadOnlyList<FieldSource> sources)
    {
        _sources = new ByType<FieldSource>(sources.Select(source => KeyValuePair.Create(source.TypeKey, source)));
        _order = FieldSource.OrderOf(sources);
    }

    public override int? WordsOf(StoredEventType type) => _sources.TryGet(type.TypeKey, out FieldSource? source) ? source.Words : null;

    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number)
    {
        number = 0;
        return _sources.TryGet(scanned.TypeKey, out FieldSource? source) && source.TryRead(_order, events, scanned, out number)
            ? GroupPlace.Group
            : GroupPlace.None;
    }

    public override object KeyOf(ulong number) => OrderedNumber.ToQuantity(_order, number);
}
