using Ojo.Catalogue;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Csv;

/// <summary>The columns of a table of events of many types: those that every event has, and one for each field of any of the types.</summary>
/// <remarks>Fields of one name and one unit share a column, whatever type they are of.</remarks>
internal sealed class CsvColumns
{
    private readonly Dictionary<(string Name, string Unit), int> _places = [];
    private readonly List<string> _names = [];
    private readonly int _own;

    /// <param name="own">What the columns that every event has are called.</param>
    /// <param name="types">Of which types the events are.</param>
    public CsvColumns(IReadOnlyList<string> own, IEnumerable<StoredEventType> types)
    {
        _names.AddRange(own);
        _own = own.Count;
        foreach (FieldDescriptor field in types.SelectMany(static type => type.Descriptor?.Fields ?? []))
        {
            if (_places.TryAdd((field.Name, field.Unit), _places.Count))
            {
                string name = field.Unit.Length == 0 ? field.Name : $"{field.Name} ({field.Unit})";

                // Whoever reads the table by name must find one column of it.
                while (_names.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    name = $"field_{name}";
                }

                _names.Add(name);
            }
        }
    }

    /// <summary>How many columns there are for fields.</summary>
    public int FieldCount => _names.Count - _own;

    /// <summary>The place of a field's column among those for fields; negative where there is none.</summary>
    public int PlaceOf(string name, string unit) => _places.GetValueOrDefault((name, unit), -1);

    /// <summary>Writes the header.</summary>
    public void Write(CsvWriter csv)
    {
        foreach (string name in _names)
        {
            csv.Text(name);
        }

        csv.EndRow();
    }
}
