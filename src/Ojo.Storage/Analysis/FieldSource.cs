using Ojo.Catalogue;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Reads one numeric field of one event type out of a scan.</summary>
internal sealed class FieldSource
{
    private readonly int _word;
    private readonly int _shift;
    private readonly int _width;
    private readonly ulong _mask;
    private readonly Form _form;

    public FieldSource(int typeKey, FieldDescriptor field)
    {
        TypeKey = typeKey;
        Field = field;
        _word = field.BitOffset >> 6;
        _shift = field.BitOffset & 63;
        _width = field.BitWidth;
        _mask = field.BitWidth == 64 ? ulong.MaxValue : (1UL << field.BitWidth) - 1;
        _form = field.Type switch
        {
            FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration or FieldType.Timestamp => Form.Signed,
            FieldType.F32 => Form.Single,
            FieldType.F64 => Form.Double,
            _ => Form.Unsigned,
        };
    }

    private enum Form
    {
        Unsigned,
        Signed,
        Single,
        Double,
    }

    public int TypeKey { get; }

    public FieldDescriptor Field { get; }

    /// <summary>How many words of an event must be read for it.</summary>
    public int Words => WordsFor(Field);

    /// <summary>The order that holds the numbers of all these fields.</summary>
    public static NumberOrder OrderOf(IEnumerable<FieldSource> sources)
    {
        bool isSigned = false;
        bool isWide = false;
        foreach (FieldSource source in sources)
        {
            if (source._form is Form.Single or Form.Double)
            {
                return NumberOrder.Real;
            }

            isSigned |= source._form == Form.Signed;
            isWide |= source._form == Form.Unsigned && source._width == 64;
        }

        return !isSigned ? NumberOrder.Unsigned : isWide ? NumberOrder.Real : NumberOrder.Signed;
    }

    public static int WordsFor(FieldDescriptor field) => Math.Max(1, (field.BitOffset + field.BitWidth + 63) / 64);

    public ulong Bits(in ScannedEvents events, in ScannedEvent scanned)
    {
        ulong bits = (_word == 0 ? scanned.Payload : events.Word(scanned, _word)) >> _shift;
        if (_shift + _width > 64)
        {
            bits |= events.Word(scanned, _word + 1) << (64 - _shift);
        }

        return bits & _mask;
    }

    public double ToDouble(in ScannedEvents events, in ScannedEvent scanned)
    {
        ulong bits = Bits(events, scanned);
        return _form switch
        {
            Form.Unsigned => bits,
            Form.Signed => ToSigned(bits),
            Form.Single => BitConverter.UInt32BitsToSingle((uint)bits),
            _ => BitConverter.UInt64BitsToDouble(bits),
        };
    }

    /// <summary>The number as <see cref="OrderedNumber"/> has it; false where it is none.</summary>
    public bool TryRead(NumberOrder order, in ScannedEvents events, in ScannedEvent scanned, out ulong key)
    {
        if (order == NumberOrder.Unsigned)
        {
            key = Bits(events, scanned);
            return true;
        }

        if (order == NumberOrder.Signed)
        {
            ulong bits = Bits(events, scanned);
            key = OrderedNumber.OfSigned(_form == Form.Signed ? ToSigned(bits) : (long)bits);
            return true;
        }

        double value = ToDouble(events, scanned);
        key = OrderedNumber.OfReal(value);
        return !double.IsNaN(value);
    }

    private long ToSigned(ulong bits) => (long)(bits << (64 - _width)) >> (64 - _width);
}
