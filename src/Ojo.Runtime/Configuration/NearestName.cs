namespace Ojo.Configuration;

/// <summary>Guesses which of the names that there are somebody meant who wrote another.</summary>
internal static class NearestName
{
    /// <summary>The nearest of <paramref name="names"/>, whatever the case; null where none is near.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        // Of a short word, two wrong letters leave nothing to go by; the beginning of a word is a hint.
        int most = word.Length < 5 ? 1 : Math.Max(2, word.Length / 3);
        string? best = word.Length < 3 ? null : names.FirstOrDefault(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        int bestDistance = best is null ? most + 1 : 0;
        string lower = word.ToLowerInvariant();
        foreach (string candidate in names)
        {
            int distance = Distance(lower, candidate.ToLowerInvariant());
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>How many letters must be inserted, removed, replaced or swapped with the next to make one word of the other.</summary>
    private static int Distance(string left, string right)
    {
        // Hostile input must not cost the square of its length.
        if (Math.Abs(left.Length - right.Length) > 8)
        {
            return int.MaxValue;
        }

        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (int j = 0; j <= right.Length; j++)
        {
            cost[0, j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[left.Length, right.Length];
    }
}
