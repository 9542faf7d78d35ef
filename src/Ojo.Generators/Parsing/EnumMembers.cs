using System.Globalization;
using Microsoft.CodeAnalysis;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>The members of a C# enum; none for any other type.</summary>
internal sealed class EnumMembers
{
    private readonly IReadOnlyList<IFieldSymbol> _members;

    private EnumMembers(IReadOnlyList<IFieldSymbol> members)
    {
        _members = members;
        HasNegative = members.Any(static member => IsNegative(member));
    }

    /// <summary>Whether one of them is below zero: the field then has a sign.</summary>
    public bool HasNegative { get; }

    public static EnumMembers Of(ITypeSymbol type) => new(
        type.TypeKind == TypeKind.Enum ? [.. type.GetMembers().OfType<IFieldSymbol>().Where(static member => member.ConstantValue is not null)] : []);

    /// <summary>The fewest bits that hold every member.</summary>
    public int BitsForAll => Enumerable.Range(1, 64).First(width => FirstThatNeedsMoreThan(width) is null);

    /// <summary>The first member that a field of <paramref name="width"/> bits can't hold.</summary>
    public IFieldSymbol? FirstThatNeedsMoreThan(int width) => _members.FirstOrDefault(member =>
    {
        ulong bits = Bits(member);
        return width < 64 && (HasNegative ? unchecked((long)bits << (64 - width)) >> (64 - width) != unchecked((long)bits) : bits >> width != 0);
    });

    /// <summary>Name and bits of each, in order of bits; the first of several names for one value.</summary>
    public EquatableArray<NamedValue> Values(int width)
    {
        ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var values = new List<NamedValue>();
        var known = new HashSet<ulong>();
        foreach (IFieldSymbol member in _members)
        {
            ulong bits = Bits(member) & mask;
            if (known.Add(bits))
            {
                values.Add(new NamedValue(Words.ToSnake(member.Name), bits));
            }
        }

        values.Sort(static (left, right) => left.Bits.CompareTo(right.Bits));
        return EquatableArray<NamedValue>.From(values);
    }

    private static bool IsNegative(IFieldSymbol member) => member.ConstantValue is < (sbyte)0 or < (short)0 or < 0 or < 0L;

    private static ulong Bits(IFieldSymbol member) => IsNegative(member)
        ? unchecked((ulong)Convert.ToInt64(member.ConstantValue, CultureInfo.InvariantCulture))
        : Convert.ToUInt64(member.ConstantValue, CultureInfo.InvariantCulture);
}
