using Ojo.Watcher;

namespace Ojo.Cli.Query;

/// <summary>Says what is wrong with a text, with the line that is meant and a mark under the place.</summary>
internal static class Caret
{
    // A longer line would be broken by the terminal, and the mark would be under nothing.
    private const int MostBefore = 60;

    public static void Write(TextWriter error, string message, string text, int? offset, int length)
    {
        CommandRun.Say(error, message);
        if (offset is not { } at || at < 0 || at > text.Length)
        {
            return;
        }

        int begin = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        int end = text.IndexOf('\n', at);
        end = end < 0 ? text.Length : end;
        string cut = "";
        if (at - begin > MostBefore)
        {
            begin = at - MostBefore;
            cut = "…";
        }

        end = Math.Min(end, at + MostBefore);
        string before = cut + PrintableText.Of(text[begin..at]);
        string meant = PrintableText.Of(text[at..Math.Clamp(at + Math.Max(0, length), at, end)]);
        error.WriteLine($"  {before}{PrintableText.Of(text[at..end])}");
        error.WriteLine($"  {new string(' ', before.Length)}^{new string('~', Math.Max(0, meant.Length - 1))}");
    }
}
