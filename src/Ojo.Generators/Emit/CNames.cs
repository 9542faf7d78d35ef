using System.Globalization;
using System.Text;

namespace Ojo.Generators.Emit;

/// <summary>Hands out names that C and C++ take and that are different from each other.</summary>
/// <remarks>Two names of declarations may become one in C, <c>a.b</c> and <c>a_b</c>: the later one then has an underscore more.</remarks>
internal sealed class CNames
{
    // Keywords of C23 and C++23, and words that headers of compilers and systems often define as macros.
    private static readonly string[] s_reserved = (
        "alignas alignof and and_eq asm assert atomic_cancel atomic_commit atomic_noexcept auto bitand bitor bool break case catch char char8_t char16_t "
        + "char32_t class co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do "
        + "double dynamic_cast else enum explicit export extern false far final float for friend goto huge if inline int interface long mutable namespace "
        + "near new noexcept not not_eq nullptr operator or or_eq override private protected public reflexpr register reinterpret_cast requires restrict "
        + "return short signed sizeof static static_assert static_cast struct switch synchronized template this thread_local throw true try typedef "
        + "typeid typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t while xor xor_eq "
        + "complex emit errno fortran foreach i386 imaginary import linux main module noreturn pascal signals slots small stderr stdin stdout unix vax "
        + "INT_MAX INT_MIN SIZE_MAX").Split(' ');

    private readonly HashSet<string> _taken;

    /// <param name="taken">Names that are taken already.</param>
    public CNames(IEnumerable<string> taken) => _taken = new HashSet<string>(s_reserved.Concat(taken), StringComparer.Ordinal);

    /// <summary><paramref name="name"/>, or one like it.</summary>
    public string Take(string name)
    {
        // Names like int_least8_t are those of systems' types.
        string free = name.EndsWith("_t", StringComparison.Ordinal) ? name + "_" : name;
        while (!_taken.Add(free))
        {
            free += free.EndsWith("_", StringComparison.Ordinal) ? "2" : "_";
        }

        return free;
    }

    /// <summary>What of a foreign name can stand in C: letters that C has not are written as numbers, and what joins words is an underscore.</summary>
    public static string Legal(string name)
    {
        var legal = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'))
            {
                legal.Append(c);
            }
            else if (char.IsLetterOrDigit(c))
            {
                legal.Append('u').Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else if (legal.Length > 0 && legal[legal.Length - 1] != '_')
            {
                // Two underscores in a row, and one at the start, are for the compiler's own names.
                legal.Append('_');
            }
        }

        string text = legal.ToString().TrimEnd('_');
        return text.Length > 0 && text[0] is not (>= '0' and <= '9') ? text : "n" + text;
    }
}
