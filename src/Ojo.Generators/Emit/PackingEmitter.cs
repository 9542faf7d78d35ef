using System.Globalization;
using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes the C# that packs fields into 64-bit words, least significant bit first and without gaps.</summary>
internal sealed class PackingEmitter
{
    private readonly List<string>[] _words;
    private readonly List<string> _locals = [];
    private readonly List<string> _texts = [];
    private readonly string _tracer;

    /// <summary>Makes the expressions for <paramref name="recorder"/>'s fields.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="tracer">The tracer where it is known not to be null.</param>
    /// <param name="wordCount">How many words there are.</param>
    public PackingEmitter(RecorderModel recorder, string tracer, int wordCount)
    {
        _tracer = tracer;
        _words = new List<string>[wordCount];
        for (int i = 0; i < wordCount; i++)
        {
            _words[i] = [];
        }

        foreach (FieldBinding binding in recorder.Bindings)
        {
            int offset = binding.Field.BitOffset;
            if (binding.IsText)
            {
                _texts.Add(binding.Expression);
            }
            else if (binding.Coding is ValueCoding.Guid or ValueCoding.Address)
            {
                (string low, string high) = Halves(binding, recorder);
                Place(offset, 64, low);
                Place(offset + 64, 64, high);
            }
            else
            {
                bool straddles = (offset % 64) + binding.Field.BitWidth > 64;
                string value = Value(binding, recorder, mayWiden: offset % 64 == 0);
                // A member of a value may be a property: it is read once.
                bool isReadTwice = straddles && binding.Member.Length > 0 && value.Contains(binding.Expression);
                Place(offset, binding.Field.BitWidth, isReadTwice ? Local(recorder, binding, "Bits", "ulong", value) : value);
            }
        }
    }

    /// <summary>Statements that come before: values that take more than a cast, and are then used twice perhaps.</summary>
    public IReadOnlyList<string> Locals => _locals;

    /// <summary>The event's texts, in order; whether it has words besides is for <see cref="HasFields"/> to say.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Whether any field has bits.</summary>
    public bool HasFields => _words.Any(static parts => parts.Count > 0);

    /// <summary>The parts of each word; they are joined by <c>|</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Words => [.. _words.Select(static parts => parts.Count switch
    {
        0 => ["0UL"],
        1 => parts,
        _ => [.. parts.Select(Enclosed)],
    })];

    /// <summary>A field that begins in one word and ends in the next has a part in both.</summary>
    private void Place(int offset, int width, string value)
    {
        int word = offset / 64;
        int shift = offset % 64;
        _words[word].Add(shift == 0 ? value : $"{Enclosed(value)} << {Source.Number(shift)}");
        if (shift + width > 64)
        {
            _words[word + 1].Add($"{Enclosed(value)} >> {Source.Number(64 - shift)}");
        }
    }

    /// <summary>A field's bits as a ulong that is zero above the field's width.</summary>
    /// <param name="binding">The field.</param>
    /// <param name="recorder">Its recorder.</param>
    /// <param name="mayWiden">Whether a smaller unsigned number will do: it is not shifted, and widens by itself.</param>
    private string Value(FieldBinding binding, RecorderModel recorder, bool mayWiden)
    {
        string parameter = binding.Expression;
        int width = binding.Field.BitWidth;
        switch (binding.Coding)
        {
            case ValueCoding.Boolean:
                return $"{parameter} ? 1UL : 0UL";
            case ValueCoding.Single:
                return (mayWiden ? "" : "(ulong)") + Local(recorder, binding, "Bits", "uint", $"global::System.BitConverter.SingleToUInt32Bits({parameter})");
            case ValueCoding.Double:
                return Local(recorder, binding, "Bits", "ulong", $"global::System.BitConverter.DoubleToUInt64Bits({parameter})");
            case ValueCoding.TimeSpan:
                // A TimeSpan reaches a hundred times further than 64 bits of nanoseconds: what is out of reach saturates.
                const string limits = "long.MinValue / 100, long.MaxValue / 100";
                string ns = Local(recorder, binding, "Ns", "long", $"global::System.Math.Clamp({parameter}.Ticks, {limits}) * 100");
                return Masked($"unchecked((ulong){ns})", width, 64);
            case ValueCoding.DateTime or ValueCoding.DateTimeOffset:
                return Local(recorder, binding, "Bits", "ulong", $"global::Ojo.Catalogue.TimestampField.ToBits({parameter})");
            case ValueCoding.Interned:
                return (mayWiden ? "" : "(ulong)") + Local(recorder, binding, "Id", "uint", $"{_tracer}.Intern({parameter})");
            case ValueCoding.Signed:
            case ValueCoding.UnsignedEnum:
                // Unchecked, because a project may check its casts, and a negative number is meant.
                return Masked($"unchecked((ulong){parameter})", width, 64);
            default:
                return Masked(WidensByItself(binding, mayWiden || width < binding.TypeBits) ? parameter : $"(ulong){parameter}", width, binding.TypeBits);
        }
    }

    private static bool WidensByItself(FieldBinding binding, bool mayWiden) =>
        binding.Type == "ulong" || (mayWiden && binding.Type is ("byte" or "ushort" or "uint" or "char"));

    private string Local(RecorderModel recorder, FieldBinding binding, string suffix, string type, string value)
    {
        string name = LocalName(recorder, binding, suffix);
        _locals.Add($"{type} {name} = {value};");
        return name;
    }

    private (string Low, string High) Halves(FieldBinding binding, RecorderModel recorder)
    {
        string low = LocalName(recorder, binding, "Low");
        string high = LocalName(recorder, binding, "High");
        _locals.Add($"global::Ojo.Catalogue.WideField.Split({binding.Expression}, out ulong {low}, out ulong {high});");
        return (low, high);
    }

    private static string LocalName(RecorderModel recorder, FieldBinding binding, string suffix)
    {
        // "packets.First" is packetsFirst: each member begins with a capital, so that no two fields share a local.
        string name = string.Concat(binding.Expression.Replace("@", "").Split('.').Select(static (part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1))) + suffix;
        while (name == recorder.Local || recorder.ParameterNames.Contains(name))
        {
            name = "_" + name;
        }

        return name;
    }

    private static string Masked(string value, int width, int carried)
    {
        if (width >= carried)
        {
            return value;
        }

        ulong mask = (1UL << width) - 1;
        return $"{value} & 0x{mask.ToString("X", CultureInfo.InvariantCulture)}UL";
    }

    private static string Enclosed(string expression) => expression.Contains(' ') ? $"({expression})" : expression;
}
