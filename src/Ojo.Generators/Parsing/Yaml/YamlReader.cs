using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Emit;
using Ojo.Generators.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Reads one YAML document into nodes that know their places.</summary>
/// <remarks>
/// Of YAML it takes mappings, lists, scalars and comments. Anchors, aliases, tags and further documents are refused: an
/// events file is to be read by people, and by tools that know less.
/// </remarks>
internal sealed class YamlReader
{
    // Deeper than any events file, shallower than any stack.
    private const int MaxDepth = 16;

    private readonly YamlSource _source;
    private readonly IParser _parser;

    private YamlReader(YamlSource source, IParser parser)
    {
        _source = source;
        _parser = parser;
    }

    /// <summary>The document's root, or null where there is none or it can't be read; then it has been reported.</summary>
    public static YamlNode? Read(YamlSource source)
    {
        try
        {
            using var text = new StringReader(source.Text.ToString());
            return new YamlReader(source, new Parser(new Scanner(text, skipComments: true))).ReadDocument();
        }
        catch (TooDeepException)
        {
            return null;
        }
        catch (YamlException fault)
        {
            ReportMalformed(source, fault);
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The library has met something that it did not expect; the file is at fault all the same.
            source.Report(YamlRules.Malformed, new TextSpan(0, 0), Words.ToProse(fault.Message));
            return null;
        }
    }

    private static void ReportMalformed(YamlSource source, YamlException fault)
    {
        TextSpan span = SpanOf(source.Text, fault.Start, fault.End);
        if (FindTab(source.Text, span.Start) is { } tab)
        {
            source.Report(YamlRules.Tab, tab);
        }
        else
        {
            source.Report(YamlRules.Malformed, span, Words.ToProse(fault.Message).TrimEnd('.'));
        }
    }

    /// <summary>The first tab in an indentation from the line of <paramref name="position"/> on: the library names where the block began.</summary>
    private static TextSpan? FindTab(SourceText text, int position)
    {
        for (int number = text.Lines.GetLineFromPosition(position).LineNumber; number < text.Lines.Count; number++)
        {
            TextLine line = text.Lines[number];
            for (int i = line.Start; i < line.End && text[i] is ' ' or '\t'; i++)
            {
                if (text[i] == '\t')
                {
                    return new TextSpan(i, 1);
                }
            }
        }

        return null;
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        YamlNode? root = ReadNode(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Current is DocumentStart next)
        {
            _source.Report(YamlRules.UnsupportedFeature, SpanOf(next), "a second document");
        }

        return root;
    }

    /// <summary>The next node; null where it is one that can't be read, which has then been reported and passed over.</summary>
    private YamlNode? ReadNode(int depth)
    {
        if (_parser.Current is AnchorAlias alias)
        {
            _parser.MoveNext();
            _source.Report(YamlRules.UnsupportedFeature, SpanOf(alias), $"aliases ('*{alias.Value}')");
            return null;
        }

        if (_parser.Current is NodeEvent node)
        {
            RefuseDecorations(node);
        }

        if (depth > MaxDepth)
        {
            _source.Report(YamlRules.UnsupportedFeature, SpanOf(_parser.Current!), "nesting this deep");
            throw new TooDeepException();
        }

        if (_parser.Current is Scalar scalar)
        {
            _parser.MoveNext();
            return new YamlText(SpanOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        return _parser.Current is SequenceStart ? ReadSequence(depth) : ReadMapping(depth);
    }

    private YamlSequence ReadSequence(int depth)
    {
        SequenceStart start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (_parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is { } item)
            {
                items.Add(item);
            }
        }

        SequenceEnd end = _parser.Consume<SequenceEnd>();
        TextSpan first = items.Count > 0 ? items[0].Span : SpanOf(start);
        // A block's end is said to be where the next thing begins; the last that was in it knows better.
        int last = start.Style == SequenceStyle.Flow ? SpanOf(end).End : items.Count > 0 ? items[items.Count - 1].End : first.End;
        return new YamlSequence(first, last, items);
    }

    private YamlMapping ReadMapping(int depth)
    {
        MappingStart start = _parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<YamlText, YamlNode>>();
        var seen = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        int last = SpanOf(start).End;
        while (_parser.Current is not MappingEnd)
        {
            YamlNode? key = ReadNode(depth + 1);
            YamlNode? value = ReadNode(depth + 1);
            last = Math.Max(last, value?.End ?? last);
            if (key is not YamlText name)
            {
                if (key is not null)
                {
                    _source.Report(YamlRules.UnsupportedFeature, key, "keys that are lists or mappings");
                }
            }
            else if (seen.TryGetValue(name.Value, out YamlText? first))
            {
                string? until = value is null ? null : Source.Number(Math.Max(value.End, name.End));
                _source.ReportFixable(YamlRules.DuplicateKey, name, FixHint.Of(FixHint.End, until), Words.ToProse(name.Value), _source.LineOf(first));
            }
            else
            {
                seen.Add(name.Value, name);
                if (value is not null)
                {
                    entries.Add(new KeyValuePair<YamlText, YamlNode>(name, value));
                }
            }
        }

        MappingEnd end = _parser.Consume<MappingEnd>();
        bool isFlow = start.Style == MappingStyle.Flow;
        return new YamlMapping(entries.Count > 0 ? entries[0].Key.Span : SpanOf(start), isFlow ? SpanOf(end).End : last, isFlow, entries);
    }

    private void RefuseDecorations(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _source.Report(YamlRules.UnsupportedFeature, WordAt(node), $"anchors ('&{node.Anchor.Value}')");
        }

        if (!node.Tag.IsEmpty)
        {
            _source.Report(YamlRules.UnsupportedFeature, WordAt(node), "tags");
        }
    }

    /// <summary>The anchor or tag at the start of <paramref name="node"/>, without what it stands before.</summary>
    private TextSpan WordAt(NodeEvent node)
    {
        int start = SpanOf(node).Start;
        int end = start;
        while (end < _source.Text.Length && !char.IsWhiteSpace(_source.Text[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(start, end);
    }

    private TextSpan SpanOf(ParsingEvent node) => SpanOf(_source.Text, node.Start, node.End);

    private static TextSpan SpanOf(SourceText text, Mark start, Mark end)
    {
        int first = PositionOf(text, start);
        int last = Math.Max(first, PositionOf(text, end));
        // What has no width can't be underlined: take the character that stands there.
        bool widen = last == first && first < text.Length && !char.IsWhiteSpace(text[first]);
        return TextSpan.FromBounds(first, widen ? first + 1 : last);
    }

    // By line and column rather than by index: they hold whatever ends the lines.
    private static int PositionOf(SourceText text, Mark mark)
    {
        // The end of a file may be said to be in the line after the last.
        if (mark.Line > text.Lines.Count)
        {
            return text.Length;
        }

        TextLine line = text.Lines[(int)Math.Max(mark.Line - 1, 0)];
        return (int)Math.Min(line.Start + Math.Max(mark.Column - 1, 0), line.EndIncludingLineBreak);
    }

    /// <summary>Ends the reading at once: the library takes the square of the depth to find the end of what is too deep.</summary>
    private sealed class TooDeepException : Exception;
}
