namespace Ojo.Generators.Tests.Robustness;

/// <summary>Spoils a text a little, the same way for the same random numbers.</summary>
internal static class Mutation
{
    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ":", ": ", "- ", "\n", "\n  ", "\t", "#", "&a ", "*a", "!!x ", "'", "\"", "|", ">", "%", "@", "?", "---\n", "...\n", ",", "\0",
        "\uD800", "ä", "0x", "-1", "99999999999999999999", "null", "true", "<<: ", "partial ", "static ", "(", ")", "<T>", "[TraceEvent]", "ref ", "?",
    ];

    public static string Of(string text, Random random)
    {
        int times = random.Next(1, 6);
        for (int i = 0; i < times; i++)
        {
            int at = random.Next(text.Length + 1);
            int length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                _ => text.Remove(at, length).Insert(at, s_pieces[random.Next(s_pieces.Length)]),
            };
        }

        return text;
    }
}
