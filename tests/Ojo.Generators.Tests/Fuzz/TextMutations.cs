using System.Text;
using Ojo.Generators.Tests.Robustness;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>Makes wrong texts of right ones, the same for the same number: every prefix, every line left out or doubled, and random faults.</summary>
/// <param name="sort">What the texts are, for the random numbers.</param>
/// <param name="seeds">Right texts.</param>
/// <param name="soup">Words that a text of this sort is made of.</param>
internal sealed class TextMutations(string sort, IReadOnlyList<string> seeds, IReadOnlyList<string> soup)
{
    private const int Sorts = 8;

    private readonly long _prefixes = seeds.Sum(static text => (long)text.Length + 1);
    private readonly List<(string Text, int Line)> _lines =
        [.. seeds.SelectMany(static text => Enumerable.Range(0, text.Split('\n').Length).Select(line => (text, line)))];

    /// <summary>The input of that number out of <paramref name="count"/>, which together take every prefix and every line if they are enough.</summary>
    public string Make(int i, int count)
    {
        Random random = FuzzRun.Random(sort, i);
        int turn = i / Sorts;
        int turns = (count / Sorts) + 1;
        switch (i % Sorts)
        {
            case 0:
                return turn < _prefixes || turns < _prefixes ? Prefix(turns >= _prefixes ? turn : turn * _prefixes / turns) : Mutation.Of(Any(random), random);
            case 1:
                return WithLine(turn, turns, random, static (lines, line) => lines.RemoveAt(line));
            case 2:
                return WithLine(turn, turns, random, static (lines, line) => lines.Insert(line, lines[line]));
            case 3:
                return FlipBytes(Any(random), random);
            case 4:
                return Splice(Any(random), Any(random), random);
            case 5:
                return string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => soup[random.Next(soup.Count)]));
            case 6:
                return Reindent(Any(random), random);
            default:
                return Mutation.Of(Any(random), random);
        }
    }

    private string Any(Random random) => seeds[random.Next(seeds.Count)];

    private string Prefix(long length)
    {
        foreach (string text in seeds)
        {
            if (length <= text.Length)
            {
                return text[..(int)length];
            }

            length -= text.Length + 1;
        }

        return "";
    }

    private string WithLine(int turn, int turns, Random random, Action<List<string>, int> change)
    {
        (string text, int line) = turns >= _lines.Count
            ? turn < _lines.Count ? _lines[turn] : _lines[random.Next(_lines.Count)]
            : _lines[(int)((long)turn * _lines.Count / turns)];
        List<string> lines = [.. text.Split('\n')];
        change(lines, line);

        // After every line has had its turn, two changes at once.
        return turn < _lines.Count ? string.Join('\n', lines) : Mutation.Of(string.Join('\n', lines), random);
    }

    private static string FlipBytes(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int times = random.Next(1, 4); times > 0 && bytes.Length > 0; times--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static string Splice(string head, string tail, Random random)
    {
        string[] first = head.Split('\n');
        string[] second = tail.Split('\n');
        return string.Join('\n', first.Take(random.Next(first.Length + 1)).Concat(second.Skip(random.Next(second.Length + 1))));
    }

    private static string Reindent(string text, Random random)
    {
        string[] lines = text.Split('\n');
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int line = random.Next(lines.Length);
            lines[line] = random.Next(3) switch
            {
                0 => lines[line].TrimStart(' '),
                1 => new string(' ', random.Next(1, 5)) + lines[line],
                _ => "\t" + lines[line],
            };
        }

        return string.Join('\n', lines);
    }
}
