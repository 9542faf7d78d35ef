using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Tests.Driving;

/// <summary>Text in which <c>⟦…⟧</c> marks where a message is expected.</summary>
internal sealed record Markup(string Text, IReadOnlyList<TextSpan> Spans)
{
    public static Markup Parse(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var spans = new List<TextSpan>();
        var open = new Stack<int>();
        foreach (char c in marked.ReplaceLineEndings("\n"))
        {
            if (c == '⟦')
            {
                open.Push(text.Length);
            }
            else if (c == '⟧')
            {
                spans.Add(TextSpan.FromBounds(open.Pop(), text.Length));
            }
            else
            {
                text.Append(c);
            }
        }

        Assert.Empty(open);
        return new Markup(text.ToString(), [.. spans.OrderBy(static span => span.Start)]);
    }
}
