using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads a file, and where it is not YAML as a whole, those pieces of it that are.</summary>
/// <remarks>Somebody who types an event leaves a quote open for a while: the methods of all other events stay meanwhile.</remarks>
internal static class YamlDocument
{
    /// <summary>The document's root; null where there is none or nothing of it can be read, which has then been reported.</summary>
    public static YamlNode? Read(YamlSource source)
    {
        var spoiled = SpoiledLines.Report(source);
        YamlFault? fault = null;
        if (spoiled.Count == 0)
        {
            var attempt = new YamlSource(source.Path, source.Text, new Findings());
            fault = YamlReader.Read(attempt, YamlPiece.Whole(source.Text), out YamlNode? root);
            if (fault is null)
            {
                source.Findings.Take(attempt.Findings);
                return root;
            }
        }

        int before = source.Findings.Count;
        YamlNode? rest = ReadPieces(source, spoiled);
        if (fault is not null && source.Findings.Count == before)
        {
            // Each piece is right by itself; they don't fit together.
            fault.ReportTo(source);
        }

        return rest;
    }

    private static YamlMapping? ReadPieces(YamlSource source, HashSet<int> spoiled)
    {
        var entries = new List<KeyValuePair<YamlText, YamlNode>>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        bool isDamaged = false;
        IReadOnlyList<YamlPiece> pieces = YamlPiece.Split(source.Text);
        for (int i = 0; i < pieces.Count; i++)
        {
            YamlPiece piece = pieces[i];
            if (i + 1 < pieces.Count && pieces[i + 1].IsItem && !piece.IsItem)
            {
                var items = new List<YamlNode>();
                for (; i + 1 < pieces.Count && pieces[i + 1].IsItem; i++)
                {
                    items.AddRange(ReadItem(source, pieces[i + 1], spoiled));
                }

                Add(source, entries, lines, new YamlText(KeySpan(piece), piece.Key, isPlain: true), new YamlSequence(items[0].Span, items[items.Count - 1].End, items));
            }
            else
            {
                foreach (KeyValuePair<YamlText, YamlNode> entry in ReadKey(source, piece, spoiled))
                {
                    isDamaged |= entry.Value is YamlUnread;
                    Add(source, entries, lines, entry.Key, entry.Value);
                }
            }
        }

        return entries.Count > 0 ? new YamlMapping(entries[0].Key.Span, source.Text.Length, isFlow: false, entries, isDamaged) : null;
    }

    private static IReadOnlyList<YamlNode> ReadItem(YamlSource source, YamlPiece piece, HashSet<int> spoiled)
    {
        if (!IsSpoiled(source, piece, spoiled))
        {
            YamlFault? fault = YamlReader.Read(source, piece, out YamlNode? node);
            fault?.ReportTo(source);
            if (fault is null && node is YamlSequence list)
            {
                return list.Items;
            }
        }

        return [new YamlUnread(piece.Span)];
    }

    private static IReadOnlyList<KeyValuePair<YamlText, YamlNode>> ReadKey(YamlSource source, YamlPiece piece, HashSet<int> spoiled)
    {
        if (!IsSpoiled(source, piece, spoiled))
        {
            YamlFault? fault = YamlReader.Read(source, piece, out YamlNode? node);
            if (fault is null && node is YamlMapping mapping)
            {
                return mapping.Entries;
            }

            fault ??= SyntaxFault.NoKey(source.Text, KeySpan(piece));
            fault.ReportTo(source);
        }

        return [new KeyValuePair<YamlText, YamlNode>(new YamlText(KeySpan(piece), piece.Key, isPlain: true), new YamlUnread(piece.Span))];
    }

    private static void Add(
        YamlSource source, List<KeyValuePair<YamlText, YamlNode>> entries, Dictionary<string, int> lines, YamlText key, YamlNode value)
    {
        if (lines.TryGetValue(key.Value, out int first))
        {
            if (value is not YamlUnread)
            {
                source.Report(YamlRules.DuplicateKey, key, key.Shown, first);
            }

            return;
        }

        lines.Add(key.Value, source.LineOf(key));
        entries.Add(new KeyValuePair<YamlText, YamlNode>(key, value));
    }

    private static bool IsSpoiled(YamlSource source, YamlPiece piece, HashSet<int> spoiled)
    {
        if (spoiled.Count == 0)
        {
            return false;
        }

        int last = source.Text.Lines.GetLineFromPosition(Math.Max(piece.Span.Start, piece.Span.End - 1)).LineNumber;
        return Enumerable.Range(piece.FirstLine, last - piece.FirstLine + 1).Any(spoiled.Contains);
    }

    private static TextSpan KeySpan(YamlPiece piece) => new(piece.Span.Start, Math.Min(piece.Key.Length, piece.Span.Length));
}
