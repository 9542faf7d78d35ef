using Ojo.Catalogue;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>Gives the rows of each connection a flow: the table's own number where it has numbers above 0, else one for each name.</summary>
internal sealed class CsvFlows(CsvTable table)
{
    private const int Most = 1 << 20;

    /// <summary>Says what the table calls a flow.</summary>
    public static readonly EventDescriptor Named = EventDeclaration.Declare(CsvRows.Provider, "FLOW_NAMED", "Connection", "What the table calls a flow", EventRole.None, ChartHint.None,
        EventDeclaration.Text("name", "The value of the column that tells flows apart"));

    private readonly Dictionary<byte[], ulong> _byName = new(Utf8Comparer.Instance);

    /// <summary>The flow of a row.</summary>
    /// <exception cref="ImportException">There are too many.</exception>
    public ulong Of(ImportedRun run, long tNs, CsvReader row)
    {
        if (table.Flow is not { } column)
        {
            return 1;
        }

        ReadOnlySpan<byte> name = row[column.Index];
        if (column.IsPositive && DecimalNumber.TryUInt64(name, out ulong number))
        {
            return number;
        }

        Dictionary<byte[], ulong>.AlternateLookup<ReadOnlySpan<byte>> flows = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!flows.TryGetValue(name, out ulong flow))
        {
            if (_byName.Count == Most)
            {
                throw new ImportException($"The column '{WireNames.Printable(column.Header)}' has more than {Most} different values: it does not tell flows apart. Map another column to flow, or none: --map flow=.", row.Offset);
            }

            flow = (ulong)_byName.Count + 1;
            flows[name] = flow;
            run.Write(tNs, (uint)flow, Named.Id, 0);
            run.WriteText(name);
        }

        return flow;
    }
}
