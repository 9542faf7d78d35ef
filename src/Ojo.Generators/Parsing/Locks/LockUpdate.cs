using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>Writes what an events.lock lacks: the lines of new events, and those of events that were retired or renamed or have more values.</summary>
/// <remarks>
/// Everything else stays as it is: comments, line ends, the lines of events that are gone, and lines that the declarations
/// contradict, which is an error of the build and for a person to decide.
/// </remarks>
internal static class LockUpdate
{
    private const string Path = "events.lock";

    /// <summary>How a new lock begins.</summary>
    private const string Header = """
        # Every event ever declared: provider id name state since scope field:type:bits:unit:values …
        # The build compares the declarations with it. Lines are sorted; none is ever removed.
        # Written by: dotnet build -t:UpdateEventsLock

        """;

    /// <summary>The first of <paramref name="locks"/> with what all of them lack.</summary>
    /// <param name="locks">The text of each lock of the project; none where there is no lock yet.</param>
    /// <param name="events">What the project declares.</param>
    /// <returns>The new text; null where a lock is damaged, or where there is nothing to write.</returns>
    public static string? Of(IReadOnlyList<string> locks, IReadOnlyList<EventModel> events)
    {
        if (locks.Count == 0)
        {
            return events.Count == 0 ? null : Of([Header.Replace("\r\n", "\n")], events);
        }

        var findings = new Findings();
        var text = SourceText.From(locks[0]);
        List<LockEntry> entries = [.. LockFileParser.Parse(Path, text, findings)];
        int ofFirst = entries.Count;
        entries.AddRange(locks.Skip(1).SelectMany(other => LockFileParser.Parse(Path, SourceText.From(other), findings)));
        return findings.Count > 0 ? null : Apply(text, entries, ofFirst, events);
    }

    private static string Apply(SourceText text, List<LockEntry> entries, int ofFirst, IReadOnlyList<EventModel> events)
    {
        var book = new LockBook(entries, events);
        var replaced = new Dictionary<int, string>();
        var added = new List<string>();
        foreach (EventModel model in events)
        {
            foreach (LockVerdict verdict in book.Judge(model, out LockEntry? entry))
            {
                if (verdict == LockVerdict.New)
                {
                    added.Add(LockLine.For(model));
                }
                else if (verdict == LockVerdict.Outdated && entries.IndexOf(entry!) < ofFirst)
                {
                    replaced[LineOf(entry!)] = LockLine.For(model, entry!);
                }
            }
        }

        return Write(text, entries.Take(ofFirst).ToDictionary(LineOf, static entry => entry.Text), replaced, added);
    }

    private static int LineOf(LockEntry entry) => entry.Place.GetLineSpan().StartLinePosition.Line;

    private static string Write(SourceText text, Dictionary<int, string> known, Dictionary<int, string> replaced, List<string> added)
    {
        TextLine first = text.Lines[0];
        string newLine = first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
        var lines = new List<string>();
        var places = new List<(string Line, int At)>();
        foreach (TextLine line in text.Lines.Where(static line => line.Span.Length > 0 || line.EndIncludingLineBreak > line.End))
        {
            int number = line.LineNumber;
            string content = replaced.TryGetValue(number, out string? better) ? better : text.ToString(line.Span);
            lines.Add(content + (line.EndIncludingLineBreak > line.End ? text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) : newLine));
            if (known.TryGetValue(number, out string? entry))
            {
                places.Add((entry, lines.Count));
            }
        }

        // After the last line that sorts before it, so that a comment stays above the line that it stands over.
        int behindHeader = places.Count > 0 ? places[0].At - 1 : lines.Count;
        foreach (IGrouping<int, string> group in added
            .GroupBy(line => places.FindLast(place => string.CompareOrdinal(place.Line, line) < 0) is { Line: not null } place ? place.At : behindHeader)
            .OrderByDescending(static group => group.Key))
        {
            lines.InsertRange(group.Key, group.OrderBy(static line => line, StringComparer.Ordinal).Select(line => line + newLine));
        }

        return string.Concat(lines);
    }
}
