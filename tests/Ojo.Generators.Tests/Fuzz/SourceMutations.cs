namespace Ojo.Generators.Tests.Fuzz;

/// <summary>Makes wrong C# of right: what <see cref="TextMutations"/> do, and tokens left out, doubled, swapped and put in the place of others.</summary>
internal sealed class SourceMutations
{
    private static readonly string[] s_tokens =
    [
        "partial ", "static ", "private ", "public ", "abstract ", "async ", "extern ", "readonly ", "required ", "file ", "unsafe ", "ref ", "out ", "in ", "params ", "this ",
        "ref readonly ", "scoped ", "void ", "int ", "dynamic ", "string? ", "int* ", "object ", "var ", "T ", "<T>", "[]", "?", "[TraceEvent] ", "[TraceEvent(", "[FlowId] ",
        "[TraceField(Bits = 0)] ", "[TraceField(Bits = -1)] ", "Name = null", "Name = \"\\uD800\"", "Provider = \"a b\"", "Role = (EventRole)99", "(", ")", "{", "}", "[", "]", ";",
        ",", "=", "=>", "\"", "'", "@", "$\"{", "\"\"\"", "/*", "//", "#if", "#nullable disable\n", "0x", "1", "default", "null", "nameof(x)", "where T : struct ", "class X { ",
        "namespace N { ", "record R(", "struct S { ", "interface I { ", "enum E { A } ", "get; ", "operator +", "~", "Tracer tracer", "uint flowId", "decimal d", "TraceEvent",
    ];

    private readonly IReadOnlyList<string> _seeds;
    private readonly TextMutations _texts;

    public SourceMutations(IReadOnlyList<string> seeds)
    {
        _seeds = seeds;
        _texts = new TextMutations("sources", seeds, s_tokens);
    }

    /// <summary>The input of that number out of <paramref name="count"/>.</summary>
    public string Make(int i, int count)
    {
        // Half of them text, which has every prefix in it: what a file looks like while somebody types.
        if (i % 2 == 0)
        {
            return _texts.Make(i / 2, count / 2);
        }

        Random random = FuzzRun.Random("tokens", i);
        List<string> tokens = [.. SyntaxFactory.ParseTokens(_seeds[random.Next(_seeds.Count)]).Select(static token => token.ToFullString())];
        for (int times = random.Next(1, 5); times > 0; times--)
        {
            int at = random.Next(tokens.Count);
            int other = random.Next(tokens.Count);
            switch (random.Next(5))
            {
                case 0:
                    tokens[at] = "";
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens.Insert(at, s_tokens[random.Next(s_tokens.Length)]);
                    break;
                default:
                    tokens[at] = s_tokens[random.Next(s_tokens.Length)];
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
