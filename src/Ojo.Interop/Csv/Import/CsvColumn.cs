using System.Numerics;
using System.Text;
using Ojo.Catalogue;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>A column: what its header says, and what a first reading found in it.</summary>
internal sealed class CsvColumn
{
    private const int MostStrings = 65_536;
    private const int MostStringBytes = 1024;

    private readonly HashSet<int> _words = [];
    private long _truths;
    private long _wholes;
    private long _reals;
    private long _dates;
    private long _values;
    private long _low;
    private ulong _high;
    private bool _hasLongWords;
    private CsvStray? _firstWords;

    /// <param name="index">Its place.</param>
    /// <param name="header">What the header says.</param>
    /// <param name="taken">The names of the fields of the columns before it.</param>
    public CsvColumn(int index, string header, HashSet<string> taken)
    {
        (Index, Header) = (index, header);
        (Title, Unit) = CsvUnit.Split(header);
        string stem = string.Concat(Title.Take(WireNames.MostLength).Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')).Trim('_');
        stem = stem.Length == 0 ? $"column_{Index + 1}" : stem;
        Name = stem;
        for (int n = 2; !taken.Add(Name); n++)
        {
            Name = $"{stem}_{n}";
        }
    }

    public int Index { get; }

    public string Header { get; }

    /// <summary>What its field is called.</summary>
    public string Name { get; }

    /// <summary>The header without its unit.</summary>
    public string Title { get; }

    public CsvUnit Unit { get; private set; }

    public CsvMeaning Meaning { get; private set; }

    /// <summary>Whether the header's name alone says what it means.</summary>
    public bool IsGuess { get; private set; }

    /// <summary>How many of its cells have a number with a comma in it.</summary>
    public long DecimalCommas { get; private set; }

    /// <summary>Whether all of its numbers are positive and whole.</summary>
    public bool IsPositive => Form == CsvForm.Whole && _low > 0;

    public CsvForm Form => _values == 0 ? CsvForm.Empty
        : _truths == _values ? CsvForm.Truth
        : _wholes == _values && (_low >= 0 || _high <= long.MaxValue) ? CsvForm.Whole
        : _wholes + _reals == _values ? CsvForm.Real
        : _dates == _values ? CsvForm.Date
        : CsvForm.Words;

    /// <summary>Whether its cells are all numbers, some of them with a comma in place of the point.</summary>
    public bool HasDecimalCommas => DecimalCommas > 0 && DecimalCommas + _wholes + _reals == _values;

    /// <summary>The row of the first cell that is no number where most are: all of the column are words because of it. Null where there is none.</summary>
    public CsvStray? Stray => Form == CsvForm.Words && (_wholes + _reals) * 2 >= _values ? _firstWords : null;

    public void Mean(CsvMeaning meaning, CsvUnit unit, bool isGuess) => (Meaning, Unit, IsGuess) = (meaning, unit, isGuess);

    /// <summary>Whether a cell says that there is no value. In a column of words only nothing does.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> cell) => cell.Length switch
    {
        0 => true,
        1 => cell[0] == '-',
        2 => cell.SequenceEqual("NA"u8) || cell.SequenceEqual("--"u8),
        3 => Matches(cell, "nan") || Matches(cell, "n/a"),
        4 => Matches(cell, "null") || Matches(cell, "none"),
        _ => false,
    };

    /// <summary>Takes a cell of the first reading that has a value.</summary>
    public void Survey(CsvReader row)
    {
        ReadOnlySpan<byte> cell = row[Index];
        _values++;
        if (DecimalNumber.TryInt64(cell, out long signed))
        {
            _wholes++;
            (_low, _high) = (Math.Min(_low, signed), Math.Max(_high, (ulong)Math.Max(0, signed)));
            _low = _wholes == 1 ? signed : _low;
        }
        else if (DecimalNumber.TryUInt64(cell, out ulong unsigned))
        {
            _low = _wholes == 0 ? long.MaxValue : _low;
            _wholes++;
            _high = Math.Max(_high, unsigned);
        }
        else if (TryReal(cell, out _))
        {
            _reals++;
        }
        else
        {
            _firstWords ??= new CsvStray(row.Offset, row.Row, Encoding.UTF8.GetString(cell));
            SurveyWords(cell);
        }
    }

    /// <summary>Reads a cell of a column of numbers that need not be whole.</summary>
    public static bool TryReal(ReadOnlySpan<byte> cell, out double value)
    {
        if (Matches(cell, "inf") || Matches(cell, "-inf"))
        {
            value = cell[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return DecimalNumber.TryDouble(cell, out value);
    }

    public static bool IsTrue(ReadOnlySpan<byte> cell) => Matches(cell, "true");

    /// <summary>The field that its cells become; a whole number has as many bits as the largest needs.</summary>
    public FieldDescriptor Field(CsvUnit timeUnit)
    {
        CsvUnit unit = Unit.Name.Length == 0 && CsvNames.KindOf(Meaning) == FieldKind.Duration ? timeUnit
            : Unit.Name.Length == 0 && CsvNames.KindOf(Meaning) == FieldKind.Bytes ? CsvUnit.Bytes
            : Unit;
        FieldKind kind = unit.Kind != FieldKind.None ? unit.Kind : CsvNames.KindOf(Meaning);
        (FieldType type, int bits) = Form switch
        {
            CsvForm.Truth => (FieldType.Bool, 1),
            CsvForm.Whole when _low >= 0 => BitsOf(_high) switch { 8 => (FieldType.U8, 8), 16 => (FieldType.U16, 16), 32 => (FieldType.U32, 32), _ => (FieldType.U64, 64) },
            CsvForm.Whole => BitsOf(Math.Max(_high, (ulong)~_low) * 2) switch { 8 => (FieldType.I8, 8), 16 => (FieldType.I16, 16), 32 => (FieldType.I32, 32), _ => (FieldType.I64, 64) },
            CsvForm.Real => (FieldType.F64, 64),
            CsvForm.Date => (FieldType.Timestamp, 64),
            _ when _hasLongWords => (FieldType.Text, 0),
            _ => (FieldType.String, 32),
        };
        return EventDeclaration.Field(Name, type, bits, kind, unit.Name, FieldPart.None, $"The column {WireNames.Printable(Header)}");
    }

    private static int BitsOf(ulong number) => (64 - BitOperations.LeadingZeroCount(number)) switch { <= 8 => 8, <= 16 => 16, <= 32 => 32, _ => 64 };

    private static bool Matches(ReadOnlySpan<byte> cell, string word) => Ascii.EqualsIgnoreCase(cell, word);

    private void SurveyWords(ReadOnlySpan<byte> cell)
    {
        if (IsTrue(cell) || Matches(cell, "false"))
        {
            _truths++;
        }
        else if (CsvDate.TryParse(cell, out _))
        {
            _dates++;
        }
        else
        {
            DecimalCommas += IsDecimalComma(cell) ? 1 : 0;
        }

        // A string is kept once; a column that says something else each time has texts.
        HashCode hash = default;
        hash.AddBytes(cell);
        _hasLongWords |= cell.Length > MostStringBytes;
        if (!_hasLongWords && _words.Add(hash.ToHashCode()) && _words.Count > MostStrings)
        {
            _hasLongWords = true;
            _words.Clear();
        }
    }

    private static bool IsDecimalComma(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> digits = cell is [(byte)'-', ..] ? cell[1..] : cell;
        int comma = digits.IndexOf((byte)',');
        return comma > 0 && comma < digits.Length - 1 && AreDigits(digits[..comma]) && AreDigits(digits[(comma + 1)..]);
    }

    private static bool AreDigits(ReadOnlySpan<byte> cell) => cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
