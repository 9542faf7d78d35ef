using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Makes what groups are made by of what was asked for.</summary>
internal static class GroupDimensions
{
    /// <exception cref="StoreQueryException">Events cannot be put into groups by it.</exception>
    public static GroupDimension Of(GroupBy by, Selection selection, int most) => by.Kind switch
    {
        GroupKind.Flow => new FlowDimension(most),
        GroupKind.Run => new RunDimension(),
        GroupKind.Type => new TypeDimension(selection.AllTypes),
        GroupKind.Category => new CategoryDimension(selection.AllTypes),
        GroupKind.Time => new TimeDimension(selection, by.BucketNs),
        _ => OfField(by.FieldName, selection, most),
    };

    private static GroupDimension OfField(string name, Selection selection, int most)
    {
        var fields = selection.AllTypes.FindFields(selection.Types, name);
        List<FieldSource> sources = [.. fields.Where(static pair => IsValue(pair.Field)).Select(static pair => new FieldSource(pair.Type.TypeKey, pair.Field))];
        if (sources.Count == 0)
        {
            throw new StoreQueryException(
                $"Events cannot be grouped by “{name}”: texts, bytes, addresses and UUIDs are not read by a scan. Group by a number, a name or a string.");
        }

        return sources.Exists(static source => source.Field.Type is FieldType.Enum or FieldType.Bool or FieldType.String or FieldType.Char)
            ? new LabelDimension(sources, most)
            : new NumberDimension(sources);
    }

    private static bool IsValue(FieldDescriptor field) =>
        FieldDecoder.IsNumeric(field) || (field.Type is FieldType.String or FieldType.Char && field.BitWidth is >= 1 and <= 64);
}
