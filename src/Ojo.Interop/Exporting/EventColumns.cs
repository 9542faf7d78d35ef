using Ojo.Catalogue;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>The columns of a table of events of many types: those that every event has, and one for each field of any of the types.</summary>
/// <remarks>Fields of one name and one unit share a column, as far as their values are of one kind.</remarks>
internal sealed class EventColumns
{
    private readonly Dictionary<(string Name, string Unit, string Kind), int> _places = [];
    private readonly List<(string Name, FieldDescriptor First)> _fields = [];
    private readonly Func<FieldDescriptor, string> _kindOf;

    /// <param name="own">What the columns that every event has are called.</param>
    /// <param name="types">Of which types the events are.</param>
    /// <param name="kindOf">A word for what values a field has, of which a column takes one kind; null: a column takes them all.</param>
    public EventColumns(IEnumerable<string> own, IEnumerable<StoredEventType> types, Func<FieldDescriptor, string>? kindOf = null)
    {
        _kindOf = kindOf ?? (static _ => "");
        HashSet<string> names = new(own, StringComparer.OrdinalIgnoreCase);
        HashSet<(string Name, string Unit)> met = [];
        foreach (FieldDescriptor field in types.SelectMany(static type => type.Descriptor?.Fields ?? []))
        {
            if (_places.TryAdd((field.Name, field.Unit, _kindOf(field)), _places.Count))
            {
                string plain = met.Add((field.Name, field.Unit)) ? field.Name : $"{field.Name}_{_kindOf(field)}";
                string name = field.Unit.Length == 0 ? plain : $"{plain} ({field.Unit})";

                // Whoever reads the table by name must find one column of it.
                while (!names.Add(name))
                {
                    name = $"field_{name}";
                }

                _fields.Add((name, field));
            }
        }
    }

    /// <summary>The columns for fields: what each is called, and the first field that is in it.</summary>
    public IReadOnlyList<(string Name, FieldDescriptor First)> Fields => _fields;

    /// <summary>The place of a field's column among those for fields; negative where there is none.</summary>
    public int PlaceOf(FieldDescriptor field) => _places.GetValueOrDefault((field.Name, field.Unit, _kindOf(field)), -1);

    /// <summary>A type's fields in order of their columns; of two that share one, the first.</summary>
    public IEnumerable<(int Place, ExportedField Field)> Placed(ExportedType type) =>
        (type.Fields ?? []).Select(field => (Place: PlaceOf(field.Field), Field: field)).OrderBy(static cell => cell.Place).DistinctBy(static cell => cell.Place);
}
