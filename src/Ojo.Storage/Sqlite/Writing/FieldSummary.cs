using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>What one field's values did since the block began: a row of the pyramid's ground floor in the making.</summary>
/// <param name="number">The field's number, or <see cref="TheEventItself"/>.</param>
/// <param name="field">The field; null for the event itself, whose value is always 1.</param>
internal sealed class FieldSummary(int number, FieldDescriptor? field)
{
    /// <summary>Stands for a type without a field that could count its events.</summary>
    public const int TheEventItself = -1;

    /// <summary>Nobody draws more fields of one type; a schema file could declare any number.</summary>
    private const int MaxFields = 16;

    public int Number => number;

    public long Count { get; private set; }

    public long FirstNs { get; private set; }

    public long LastNs { get; private set; }

    public double First { get; private set; }

    public double Last { get; private set; }

    public double Min { get; private set; }

    public double Max { get; private set; }

    public double Sum { get; private set; }

    /// <summary>What is summed up of a type's events. Each type has one entry that counts every event of it, see <see cref="CountingField"/>.</summary>
    public static FieldSummary[] For(EventDescriptor? type)
    {
        var summaries = new List<FieldSummary>();
        IReadOnlyList<FieldDescriptor> fields = UnnamedType.FieldsOf(type);
        for (int n = 0; n < fields.Count && summaries.Count < MaxFields; n++)
        {
            if (FieldDecoder.IsNumeric(fields[n]))
            {
                summaries.Add(new FieldSummary(n, fields[n]));
            }
        }

        if (CountingField(type) == TheEventItself)
        {
            summaries.Add(new FieldSummary(TheEventItself, null));
        }

        return [.. summaries];
    }

    /// <summary>Whether a field has entries of its own.</summary>
    public static bool Covers(EventDescriptor? type, int number) =>
        number == TheEventItself || Array.Exists(For(type), summary => summary.Number == number);

    /// <summary>The field whose entries count every event: the first that is never “not a number”.</summary>
    public static int CountingField(EventDescriptor? type)
    {
        IReadOnlyList<FieldDescriptor> fields = UnnamedType.FieldsOf(type);
        for (int n = 0; n < fields.Count && n < MaxFields; n++)
        {
            if (FieldDecoder.IsNumeric(fields[n]) && fields[n].Type is not (FieldType.F32 or FieldType.F64))
            {
                return n;
            }
        }

        return TheEventItself;
    }

    public void Add(in TraceEvent traceEvent, long ns)
    {
        double value = field is null ? 1 : FieldDecoder.ToDouble(traceEvent, field);
        if (double.IsNaN(value))
        {
            return;
        }

        if (Count++ == 0)
        {
            FirstNs = ns;
            First = Min = Max = value;
            Sum = 0;
        }
        else if (value < Min)
        {
            Min = value;
        }
        else if (value > Max)
        {
            Max = value;
        }

        LastNs = ns;
        Last = value;
        Sum += value;
    }

    public void Clear() => Count = 0;
}
