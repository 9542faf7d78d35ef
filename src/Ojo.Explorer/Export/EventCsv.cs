using System.Buffers;
using System.Globalization;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Stores;
using Ojo.Interop.Csv;
using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Export;

/// <summary>Events as comma-separated values: a column for each field that the types asked for have, with its unit in the header.</summary>
internal sealed class EventCsv : IEventLines
{
    private static readonly string[] s_own = ["id", "flow", "t (ns)", "type", "name", "payload"];

    private readonly EventColumns _columns;
    private readonly Dictionary<(int TypeKey, string Field), int> _placed = [];
    private readonly object?[] _cells;

    private EventCsv(EventColumns columns)
    {
        _columns = columns;
        _cells = new object?[columns.Fields.Count];
    }

    /// <summary>Writes the header.</summary>
    public static EventCsv Begin(StoreView store, EventQuery query, IBufferWriter<byte> output, CancellationToken cancellation)
    {
        EventColumns columns = new(s_own, TypesOf(store, query, cancellation));
        new CsvWriter(output).Header(s_own, columns);
        return new EventCsv(columns);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, IReadOnlyList<EventRow> events, EventTypeNames types)
    {
        CsvWriter csv = new(output);
        foreach (EventRow row in events)
        {
            csv.Number(row.Id);
            // Two numbers and a hyphen, the first of them never negative: no formula.
            csv.Text(row.Flow.ToString());
            csv.Number(row.TNs);
            csv.Number(row.EventType);
            csv.Text(row.Name);
            csv.Number(row.Payload);
            Array.Clear(_cells);
            foreach (FieldValue field in row.Fields)
            {
                if (PlaceOf(row.TypeKey, field.Name, types) is >= 0 and int place)
                {
                    _cells[place] = field.Value;
                }
            }

            foreach (object? cell in _cells)
            {
                Write(csv, cell);
            }

            csv.EndRow();
        }
    }

    /// <inheritdoc/>
    public void Stop(IBufferWriter<byte> output, EventFileStop stop)
    {
        CsvWriter csv = new(output);
        if (stop.TimeIsUp)
        {
            csv.Text(string.Create(CultureInfo.InvariantCulture, $"# The time was up after {stop.TimeLimit.TotalSeconds:0.###} s: there are more events. They begin at cursor={stop.NextCursor}"));
            csv.EndRow();
        }

        foreach (MissingPart part in stop.Missing)
        {
            csv.Text($"# Not in here, because it cannot be read: {part.Name}");
            csv.EndRow();
        }
    }

    private static IEnumerable<StoredEventType> TypesOf(StoreView store, EventQuery query, CancellationToken cancellation)
    {
        EventTypeNames names = store.GetEventTypes(cancellation);
        IEnumerable<StoredEventType> types = query.Types.Count == 0 ? names.All.Where(static type => type.Count > 0) : query.Types.SelectMany(word => names.Resolve(Accepted.Types.Name, word));
        if (query.Flow is { } flow && store.Reader.GetFlowQuickly(flow, cancellation) is { } details)
        {
            HashSet<int> recorded = [.. details.Types.Select(static type => type.TypeKey)];
            types = types.Where(type => recorded.Contains(type.TypeKey));
        }

        return types.OrderBy(static type => type.EventType);
    }

    private static void Write(CsvWriter csv, object? cell)
    {
        switch (cell)
        {
            case null:
                csv.Empty();
                break;
            case ulong number:
                csv.Number(number);
                break;
            case long number:
                csv.Number(number);
                break;
            case double number:
                csv.Number(number);
                break;
            case bool truth:
                csv.Text(truth ? "true" : "false");
                break;
            default:
                csv.Text((string)cell);
                break;
        }
    }

    /// <summary>The column of a field; negative where there is none, because the type came after the header had been written.</summary>
    private int PlaceOf(int typeKey, string field, EventTypeNames types)
    {
        if (!_placed.TryGetValue((typeKey, field), out int place))
        {
            place = types.Find(typeKey)?.Descriptor?.Fields.FirstOrDefault(one => one.Name == field) is { } declared ? _columns.PlaceOf(declared) : -1;
            _placed.Add((typeKey, field), place);
        }

        return place;
    }
}
