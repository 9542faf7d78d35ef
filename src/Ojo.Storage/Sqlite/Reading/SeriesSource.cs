using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Decoding;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>One key's values of a series.</summary>
/// <param name="Key">The key.</param>
/// <param name="Number">The field's number, or -1 for the events themselves.</param>
/// <param name="Field">The field; null for the events themselves, each of which has the value 1.</param>
internal sealed record SeriesSource(StoredKey Key, int Number, FieldDescriptor? Field)
{
    /// <summary>Which entries of the pyramid are its own; null where it has none.</summary>
    public int? SummaryNumber { get; } = Number < 0
        ? FieldSummary.CountingField(Key.Type.Descriptor)
        : FieldSummary.Covers(Key.Type.Descriptor, Number) ? Number : null;

    public double ValueOf(in TraceEvent traceEvent) => Field is null ? 1 : FieldDecoder.ToDouble(traceEvent, Field);
}
