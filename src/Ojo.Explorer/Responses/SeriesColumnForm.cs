using System.Buffers;
using System.Buffers.Binary;

namespace Ojo.Explorer.Responses;

/// <summary>Writes columns of numbers in as few bytes each as hold them exactly.</summary>
/// <remarks>
/// Whole numbers are written as how far they are from a base, from the entry before, or from another column, divided by what
/// divides all of these: a time costs two bytes in most places, and what two columns have in common costs none.
/// </remarks>
internal static class SeriesColumnForm
{
    private const byte Constant = 0, U8 = 1, U16 = 2, U32 = 3, F64 = 4, I64 = 6;
    private const byte FromBase = 0, FromEntryBefore = 1, FromColumn = 2;
    private const double MostWhole = 1L << 53;

    /// <summary>The entries as whole numbers; null where one of them is none, or is not known exactly.</summary>
    public static long[]? Whole(double?[] column)
    {
        var whole = new long[column.Length];
        for (int i = 0; i < column.Length; i++)
        {
            if (column[i] is not { } value || Math.Abs(value) > MostWhole || value != Math.Floor(value) || (value == 0 && double.IsNegative(value)))
            {
                return null;
            }

            whole[i] = (long)value;
        }

        return whole;
    }

    /// <summary>Writes columns of one length.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="whole">Each column, where it is of whole numbers.</param>
    /// <param name="real">The others.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<long[]?> whole, ReadOnlySpan<double?[]?> real)
    {
        int count = whole[0]!.Length;
        var room = new ulong[count];
        for (int column = 0; column < whole.Length; column++)
        {
            if (whole[column] is not { } values)
            {
                WriteHead(output, F64, FromBase, 0, 0, 1);
                foreach (double? value in real[column]!)
                {
                    WriteInt64(output, BitConverter.DoubleToInt64Bits(value ?? double.NaN));
                }

                continue;
            }

            Plan plan = FromBaseOf(values);
            plan = Better(plan, FromBeforeOf(values));
            for (byte other = 0; other < column; other++)
            {
                if (plan.Kind != Constant && whole[other] is { } beside)
                {
                    plan = Better(plan, FromColumnOf(values, beside, other));
                }
            }

            WriteHead(output, plan.Kind, plan.Relation, plan.Other, plan.Base, (long)plan.Scale);
            Distances(values, plan, plan.Relation == FromColumn ? whole[plan.Other]! : [], room);
            WriteRaw(output, plan, room);
        }
    }

    /// <summary>Writes zeros up to a multiple of eight.</summary>
    public static void Pad(IBufferWriter<byte> output, int length)
    {
        int rest = -length & 7;
        output.GetSpan(8)[..rest].Clear();
        output.Advance(rest);
    }

    private static Plan FromBaseOf(long[] values)
    {
        (long least, long most) = (values.Min(), values.Max());
        ulong divisor = 0;
        foreach (long value in values)
        {
            divisor = Divisor(divisor, (ulong)(value - least));
        }

        return Plan.Of(FromBase, 0, least, (ulong)(most - least), divisor);
    }

    private static Plan? FromBeforeOf(long[] values)
    {
        (ulong most, ulong divisor) = (0, 0);
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1])
            {
                return null;
            }

            ulong distance = (ulong)(values[i] - values[i - 1]);
            most = Math.Max(most, distance);
            divisor = Divisor(divisor, distance);
        }

        return Plan.Of(FromEntryBefore, 0, values[0], most, divisor);
    }

    private static Plan? FromColumnOf(long[] values, long[] beside, byte other)
    {
        (Int128 least, Int128 most) = (Int128.MaxValue, Int128.MinValue);
        for (int i = 0; i < values.Length; i++)
        {
            Int128 distance = (Int128)values[i] - beside[i];
            least = Int128.Min(least, distance);
            most = Int128.Max(most, distance);
        }

        if (least < long.MinValue || most > long.MaxValue)
        {
            return null;
        }

        ulong divisor = 0;
        for (int i = 0; i < values.Length; i++)
        {
            divisor = Divisor(divisor, (ulong)(values[i] - beside[i] - (long)least));
        }

        return Plan.Of(FromColumn, other, (long)least, (ulong)(most - least), divisor);
    }

    private static Plan Better(Plan one, Plan? other) => other is { } candidate && candidate.Size < one.Size ? candidate : one;

    private static ulong Divisor(ulong a, ulong b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }

    private static void Distances(long[] values, Plan plan, long[] beside, ulong[] distances)
    {
        for (int i = 0; i < values.Length; i++)
        {
            ulong distance = plan.Relation switch
            {
                FromEntryBefore => i == 0 ? 0 : (ulong)(values[i] - values[i - 1]),
                FromColumn => (ulong)(values[i] - beside[i] - plan.Base),
                _ => (ulong)(values[i] - plan.Base),
            };
            distances[i] = plan.Kind == I64 ? (ulong)values[i] : distance / plan.Scale;
        }
    }

    private static void WriteRaw(IBufferWriter<byte> output, Plan plan, ReadOnlySpan<ulong> raw)
    {
        int length = raw.Length * plan.Size;
        Span<byte> bytes = output.GetSpan(length);
        for (int i = 0; i < raw.Length && plan.Size > 0; i++)
        {
            switch (plan.Size)
            {
                case 1:
                    bytes[i] = (byte)raw[i];
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(i * 2)..], (ushort)raw[i]);
                    break;
                case 4:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * 4)..], (uint)raw[i]);
                    break;
                default:
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * 8)..], raw[i]);
                    break;
            }
        }

        output.Advance(length);
        Pad(output, length);
    }

    private static void WriteHead(IBufferWriter<byte> output, byte kind, byte relation, byte other, long from, long scale)
    {
        WriteInt64(output, kind | ((long)relation << 8) | ((long)other << 16));
        WriteInt64(output, from);
        WriteInt64(output, scale);
    }

    private static void WriteInt64(IBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    /// <summary>A way to write a column.</summary>
    private readonly record struct Plan(byte Kind, byte Relation, byte Other, long Base, ulong Scale, int Size)
    {
        public static Plan Of(byte relation, byte other, long from, ulong most, ulong divisor)
        {
            ulong scale = Math.Max(1, divisor);
            return (most / scale) switch
            {
                0 => new Plan(Constant, relation, other, from, 1, 0),
                // A scale is read as a signed number.
                _ when scale > long.MaxValue => new Plan(I64, FromBase, 0, 0, 1, 8),
                <= byte.MaxValue => new Plan(U8, relation, other, from, scale, 1),
                <= ushort.MaxValue => new Plan(U16, relation, other, from, scale, 2),
                <= uint.MaxValue => new Plan(U32, relation, other, from, scale, 4),
                _ => new Plan(I64, FromBase, 0, 0, 1, 8),
            };
        }
    }
}
