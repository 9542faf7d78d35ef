using Ojo.Catalogue;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>Tells windows, bytes in flight, round-trip times and rates, wherever they change, as the events that such things are in every trace.</summary>
internal sealed class CsvRecovery
{
    private const int MostFlows = 65_536;

    private static readonly RecoveryTypes s_types = new(CsvRows.Provider);

    private readonly List<(CsvColumn Column, uint Type, double Scale)> _columns = [];
    private readonly Dictionary<ulong, ulong[]> _last = [];

    /// <param name="table">The table.</param>
    public CsvRecovery(CsvTable table)
    {
        foreach (CsvColumn column in table.Columns.Where(static column => column.Form is CsvForm.Whole or CsvForm.Real))
        {
            // A number of bytes is whole; one of packets is another thing.
            bool isBytes = column.Form == CsvForm.Whole && (column.Unit.Name.Length == 0 || column.Unit == CsvUnit.Bytes);
            CsvUnit time = column.Unit.IsTime ? column.Unit : table.Clock.OthersUnit;
            (uint type, double scale) = column.Meaning switch
            {
                CsvMeaning.Cwnd when isBytes => (BuiltInEvent.CwndUpdated, 0),
                CsvMeaning.Ssthresh when isBytes => (BuiltInEvent.SsthreshUpdated, 0),
                CsvMeaning.BytesInFlight when isBytes => (BuiltInEvent.BytesInFlightUpdated, 0),
                CsvMeaning.Rtt when time.IsTime => (s_types.RttLatest.Id, time.Scale),
                CsvMeaning.SmoothedRtt when time.IsTime => (s_types.RttSmoothed.Id, time.Scale),
                CsvMeaning.MinRtt when time.IsTime => (s_types.RttMin.Id, time.Scale),
                CsvMeaning.RttVariance when time.IsTime => (s_types.RttVariance.Id, time.Scale),
                CsvMeaning.PacingRate when column.Unit.Kind == FieldKind.Rate => (s_types.PacingRate.Id, column.Unit.Scale),
                _ => (0u, 0.0),
            };
            if (type != 0)
            {
                _columns.Add((column, type, scale));
            }
        }
    }

    /// <summary>The types of its events that are not Ojo's own.</summary>
    public static IEnumerable<EventDescriptor> Types => [s_types.RttLatest, s_types.RttSmoothed, s_types.RttMin, s_types.RttVariance, s_types.PacingRate];

    /// <summary>Tells what a row changes.</summary>
    public void Write(ImportedRun run, long tNs, ulong flow, CsvReader row)
    {
        if (_columns.Count == 0)
        {
            return;
        }

        if (!_last.TryGetValue(flow, out ulong[]? last))
        {
            if (_last.Count == MostFlows)
            {
                // What is told again has not changed, which does no harm.
                _last.Clear();
            }

            _last.Add(flow, last = [.. Enumerable.Repeat(ulong.MaxValue, _columns.Count)]);
        }

        for (int i = 0; i < _columns.Count; i++)
        {
            (CsvColumn column, uint type, double scale) = _columns[i];
            if (TryRead(row[column.Index], type, scale, out ulong word) && word != last[i])
            {
                last[i] = word;
                run.WriteWide(tNs, flow, type, [word]);
            }
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> cell, uint type, double scale, out ulong word)
    {
        if (scale == 0)
        {
            return DecimalNumber.TryUInt64(cell, out word);
        }

        word = 0;
        if (!DecimalNumber.TryDouble(cell, out double value) || value <= 0)
        {
            // A round-trip time of zero stands where none was measured yet.
            return false;
        }

        word = type == s_types.PacingRate.Id ? (ulong)Math.Round(value * scale) : BitConverter.DoubleToUInt64Bits(scale < 1e3 ? value / (1e3 / scale) : value * (scale / 1e3));
        return true;
    }
}
