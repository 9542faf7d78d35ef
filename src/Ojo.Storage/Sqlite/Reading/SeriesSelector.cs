using Ojo.Catalogue;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>What a series draws: a field of a type, or the type's events themselves.</summary>
/// <param name="Text">As it was asked for.</param>
/// <param name="Sources">Where its values are: one for each key that stands for the type.</param>
internal sealed record SeriesSelector(string Text, IReadOnlyList<SeriesSource> Sources)
{
    /// <exception cref="StoreQueryException">There is no such type, or no such field.</exception>
    public static SeriesSelector Parse(StoredCatalogue catalogue, string text)
    {
        int dot = text.LastIndexOf('.');
        string typeName = dot < 0 ? text : text[..dot];
        string? fieldName = dot < 0 ? null : text[(dot + 1)..];
        var sources = new List<SeriesSource>();
        bool hasField = false;
        foreach (StoredType type in catalogue.FindTypes(typeName))
        {
            IReadOnlyList<FieldDescriptor> fields = UnnamedType.FieldsOf(type.Descriptor);
            int number = fieldName is null ? -1 : IndexOf(fields, fieldName);
            if (fieldName is not null && (number < 0 || !FieldDecoder.IsNumeric(fields[number])))
            {
                continue;
            }

            hasField = true;
            sources.AddRange(catalogue.KeysOf(type).Select(key => new SeriesSource(key, number, number < 0 ? null : fields[number])));
        }

        if (fieldName is not null && !hasField)
        {
            throw new StoreQueryException($"{typeName} has no field “{fieldName}” that is a number.");
        }

        return new SeriesSelector(text, sources);
    }

    private static int IndexOf(IReadOnlyList<FieldDescriptor> fields, string name)
    {
        for (int n = 0; n < fields.Count; n++)
        {
            if (string.Equals(fields[n].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return n;
            }
        }

        return -1;
    }
}
