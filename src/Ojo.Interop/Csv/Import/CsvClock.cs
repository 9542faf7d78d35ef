using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>Reads the times of a table: dates, or numbers in a unit that its header or somebody says, or that is plain from how large they are.</summary>
internal sealed class CsvClock
{
    private const long Year2000Ns = 946_684_800_000_000_000;
    private const double Year2001Seconds = 1e9;

    private static readonly CsvUnit[] s_units = [CsvUnit.Of("ns"), CsvUnit.Of("us"), CsvUnit.Of("ms"), CsvUnit.Of("s")];

    private readonly long[] _least = [.. s_units.Select(static _ => long.MaxValue)];
    private long _leastDate = long.MaxValue;
    private double _leastNumber = double.MaxValue;
    private long _numbers;
    private long _dates;
    private bool _isDate;

    /// <summary>The unit of its numbers; none where it has dates.</summary>
    public CsvUnit Unit { get; private set; }

    /// <summary>The unit of other times in the table that say none: that of a clock of its own, which counts what is measured too.</summary>
    public CsvUnit OthersUnit => IsAbsolute ? CsvUnit.None : Unit;

    /// <summary>When the first row was, in nanoseconds of the Unix epoch where <see cref="IsAbsolute"/> is so, else since whatever the file counts from.</summary>
    public long LeastNs { get; private set; }

    /// <summary>Whether the times say when by the clock on the wall.</summary>
    public bool IsAbsolute => LeastNs >= Year2000Ns;

    /// <summary>Takes a cell of the first reading.</summary>
    /// <returns>False where it is no time.</returns>
    public bool Survey(ReadOnlySpan<byte> cell)
    {
        if (CsvDate.TryParse(cell, out long date))
        {
            _dates++;
            _leastDate = Math.Min(_leastDate, date);
            return true;
        }

        if (!DecimalNumber.TryDouble(cell, out double number))
        {
            return false;
        }

        _numbers++;
        _leastNumber = Math.Min(_leastNumber, number);
        for (int i = 0; i < s_units.Length; i++)
        {
            if (DecimalNumber.TryScaled(cell, s_units[i].NanosecondShift, out long ns))
            {
                _least[i] = Math.Min(_least[i], ns);
            }
        }

        return true;
    }

    /// <summary>Decides, after the first reading, how the column is to be read.</summary>
    /// <param name="column">The column.</param>
    /// <param name="columns">All of the table.</param>
    /// <exception cref="ImportException">The unit is not known.</exception>
    public void Decide(CsvColumn column, IReadOnlyList<CsvColumn> columns)
    {
        _isDate = _dates > _numbers;
        Unit = _isDate ? CsvUnit.None
            : column.Unit.IsTime ? column.Unit
            : UnitBySize() ?? UnitOfOthers(columns)
            ?? throw new ImportException($"The column '{WireNames.Printable(column.Header)}' does not say in which unit its times are. Name it: --map \"time={WireNames.Printable(column.Header)}:us\", or ns, ms, s.");
        LeastNs = _isDate ? _leastDate : _least[Array.IndexOf(s_units, Unit)];
    }

    /// <summary>Reads a time.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="ns">As <see cref="LeastNs"/> counts.</param>
    public bool TryRead(ReadOnlySpan<byte> cell, out long ns) => _isDate ? CsvDate.TryParse(cell, out ns) : DecimalNumber.TryScaled(cell, Unit.NanosecondShift, out ns);

    /// <summary>Numbers that all lie after 2000 when they count from 1970 do so: a trace of one's own time begins near 0.</summary>
    private CsvUnit? UnitBySize() => _leastNumber switch
    {
        >= Year2001Seconds * 1e9 => s_units[0],
        >= Year2001Seconds * 1e6 => s_units[1],
        >= Year2001Seconds * 1e3 => s_units[2],
        >= Year2001Seconds => s_units[3],
        _ => null,
    };

    /// <summary>The unit of all other times in the table, if they have one.</summary>
    private static CsvUnit? UnitOfOthers(IReadOnlyList<CsvColumn> columns)
    {
        CsvUnit[] units = [.. columns.Select(static column => column.Unit).Where(static unit => unit.IsTime).Distinct()];
        return units.Length == 1 ? units[0] : null;
    }
}
