using Ojo.Catalogue;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>An event type as a filter sees it.</summary>
/// <param name="TypeKey">Its number in the store.</param>
/// <param name="EventType">The id in the record.</param>
/// <param name="Name">Its wire name, or its id where no schema names it.</param>
/// <param name="Descriptor">Its declaration; null where no schema names the id.</param>
internal sealed record FilterType(int TypeKey, ulong EventType, string Name, EventDescriptor? Descriptor)
{
    /// <summary>What a test may name.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; } = UnnamedType.FieldsOf(Descriptor);

    /// <summary>The field of a name in any case, with its number and how many texts of the event are before its own.</summary>
    public FilterField? Find(string name)
    {
        int textsBefore = 0;
        for (int n = 0; n < Fields.Count; n++)
        {
            if (string.Equals(Fields[n].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return new FilterField(Fields[n], n, textsBefore);
            }

            textsBefore += Fields[n].Type is FieldType.Text or FieldType.Bytes ? 1 : 0;
        }

        return null;
    }
}
