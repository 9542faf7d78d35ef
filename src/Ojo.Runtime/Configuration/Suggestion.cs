namespace Ojo.Configuration;

/// <summary>Guesses which of the names that there are somebody meant who wrote another.</summary>
internal static class Suggestion
{
    private const int LongestName = 100;

    /// <summary>The end of a sentence: ": did you mean …?" where a name is near, else a full stop.</summary>
    public static string Sentence(string name, IEnumerable<string> known) => Nearest(name, known) is { } near ? $": did you mean {near}?" : ".";

    private static string? Nearest(string name, IEnumerable<string> known)
    {
        (string? nearest, int least) = (null, Math.Max(1, name.Length / 3) + 1);
        foreach (string candidate in known)
        {
            if (name.Length <= LongestName && candidate.Length <= LongestName && Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant()) is var distance && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>How many letters differ: are missing, too many, or others.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < right.Length; j++)
            {
                int replaced = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
