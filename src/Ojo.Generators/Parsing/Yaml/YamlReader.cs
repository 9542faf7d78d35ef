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

    // An event or a field has no more, unless it is wrong: room for as many saves two moves of each table.
    private const int UsualKeys = 11;

    private readonly YamlSource _source;
    private readonly YamlPiece _piece;
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    // Where each '{' and '[' stands that is not closed yet.
    private readonly Stack<int> _open = new();

    private YamlReader(YamlSource source, YamlPiece piece, TextReader text)
    {
        _source = source;
        _piece = piece;
        _scanner = new Scanner(text, skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>Reads one document.</summary>
    /// <param name="source">The file; what is YAML and not for us is reported to it.</param>
    /// <param name="piece">What of the file is read.</param>
    /// <param name="root">The document's root; null where there is none.</param>
    /// <returns>Why it can't be read; null where it can.</returns>
    public static YamlFault? Read(YamlSource source, YamlPiece piece, out YamlNode? root)
    {
        using var text = new StringReader(source.Text.ToString(piece.Span));
        var reader = new YamlReader(source, piece, text);
        root = null;
        try
        {
            root = reader.ReadDocument();
            return null;
        }
        catch (TooDeepException deep)
        {
            return new YamlFault(YamlRules.UnsupportedFeature, deep.Span, "nesting this deep", $"nest at most {MaxDepth} deep");
        }
        catch (YamlException fault)
        {
            return reader.Explain(reader.SpanOf(fault.Start, fault.End), fault.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The library has met something that it did not expect: of the things that do it, an open bracket is the common one.
            return reader.Explain(reader.SpanOf(reader._scanner.CurrentPosition, reader._scanner.CurrentPosition), fault.Message);
        }
    }

    private YamlFault Explain(TextSpan span, string message)
    {
        if (span.Start >= _piece.Span.End)
        {
            // What is missing at the end is missing after the last thing that stands there.
            int end = _piece.Span.End;
            while (end > _piece.Span.Start && char.IsWhiteSpace(_source.Text[end - 1]))
            {
                end--;
            }

            span = new TextSpan(end, 0);
        }

        return SyntaxFault.Explain(_source.Text, span, message, _open.Count > 0 ? _open.Peek() : null);
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
            _source.Report(YamlRules.UnsupportedFeature, SpanOf(next), "a second document", "put it into a file of its own");
        }

        return root;
    }

    /// <summary>The next node; one that can't be read has been reported and passed over.</summary>
    private YamlNode ReadNode(int depth)
    {
        if (_parser.Current is AnchorAlias alias)
        {
            _parser.MoveNext();
            _source.Report(YamlRules.UnsupportedFeature, SpanOf(alias), $"aliases ('*{Words.Shorten(alias.Value.Value)}')", "write the value out");
            return new YamlUnread(SpanOf(alias));
        }

        if (_parser.Current is NodeEvent node)
        {
            RefuseDecorations(node);
        }

        if (depth > MaxDepth)
        {
            throw new TooDeepException(SpanOf(_parser.Current!));
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
        var start = (SequenceStart)_parser.Current!;
        var items = new List<YamlNode>();
        bool isFlow = start.Style == SequenceStyle.Flow;
        Enter(start, isFlow);
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        ParsingEvent end = Leave(isFlow);
        TextSpan first = items.Count > 0 ? items[0].Span : SpanOf(start);
        // A block's end is said to be where the next thing begins; the last that was in it knows better.
        int last = isFlow ? SpanOf(end).End : items.Count > 0 ? items[items.Count - 1].End : first.End;
        return new YamlSequence(first, last, items);
    }

    private YamlNode ReadMapping(int depth)
    {
        var start = (MappingStart)_parser.Current!;
        var entries = new List<KeyValuePair<YamlText, YamlNode>>();
        var seen = new Dictionary<string, YamlText>(UsualKeys, StringComparer.Ordinal);
        bool isFlow = start.Style == MappingStyle.Flow;
        bool isUnread = false;
        bool isOdd = false;
        int last = SpanOf(start).End;
        Enter(start, isFlow);
        while (_parser.Current is not MappingEnd)
        {
            YamlNode key = ReadNode(depth + 1);
            YamlNode value = ReadNode(depth + 1);
            last = Math.Max(last, value.End);
            if (key is not YamlText name)
            {
                _source.Report(YamlRules.UnsupportedFeature, key, "keys that are lists or mappings", "a key is one word");
                isOdd = true;
            }
            else if (name.IsPlain && name.Value.Length > 1 && name.Value[0] == '-')
            {
                // A list was meant, and all of its items look like this one.
                if (!isUnread)
                {
                    _source.Report(YamlRules.Malformed, name, $"'{name.Shown}' begins with a '-'; put a space after it to begin an item of a list");
                }

                isUnread = true;
            }
            else if (seen.TryGetValue(name.Value, out YamlText? first))
            {
                string until = Source.Number(Math.Max(value.End, name.End));
                _source.ReportFixable(YamlRules.DuplicateKey, name, FixHint.Of(FixHint.End, until), name.Shown, _source.LineOf(first));
            }
            else if (IsKey(name))
            {
                seen.Add(name.Value, name);
                entries.Add(new KeyValuePair<YamlText, YamlNode>(name, value));
            }
        }

        ParsingEvent end = Leave(isFlow);
        if (isUnread || (isOdd && entries.Count == 0))
        {
            return new YamlUnread(SpanOf(start));
        }

        return new YamlMapping(entries.Count > 0 ? entries[0].Key.Span : SpanOf(start), isFlow ? SpanOf(end).End : last, isFlow, entries);
    }

    /// <summary>Whether <paramref name="key"/> can be one at all; else it is reported as what it was meant to be.</summary>
    private bool IsKey(YamlText key)
    {
        if (key.IsMissing)
        {
            _source.Report(YamlRules.Malformed, key, "there is no key before this ':'; write one, or remove the line");
        }
        else if (key.IsPlain && key.Value == "<<")
        {
            _source.Report(YamlRules.UnsupportedFeature, key, "merge keys ('<<')", "write the keys out");
        }
        else
        {
            return true;
        }

        return false;
    }

    // The parser looks one step ahead, and what it meets there must find the brackets as they are by then.
    private void Enter(NodeEvent start, bool isFlow)
    {
        if (isFlow)
        {
            _open.Push(SpanOf(start).Start);
        }

        _parser.MoveNext();
    }

    private ParsingEvent Leave(bool isFlow)
    {
        if (isFlow)
        {
            _open.Pop();
        }

        ParsingEvent end = _parser.Current!;
        _parser.MoveNext();
        return end;
    }

    private void RefuseDecorations(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _source.Report(YamlRules.UnsupportedFeature, WordAt(node), $"anchors ('&{Words.Shorten(node.Anchor.Value)}')", "remove it");
        }

        if (!node.Tag.IsEmpty)
        {
            _source.Report(YamlRules.UnsupportedFeature, WordAt(node), "tags", "remove it: the key says what its value is");
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

    private TextSpan SpanOf(ParsingEvent node) => SpanOf(node.Start, node.End);

    private TextSpan SpanOf(Mark start, Mark end)
    {
        SourceText text = _source.Text;
        int first = PositionOf(start);
        int last = Math.Max(first, PositionOf(end));
        // What has no width can't be underlined: take the character that stands there.
        bool widen = last == first && first < _piece.Span.End && !char.IsWhiteSpace(text[first]);
        return TextSpan.FromBounds(first, widen ? first + 1 : last);
    }

    // By line and column rather than by index: they hold whatever ends the lines.
    private int PositionOf(Mark mark)
    {
        // The end of a file may be said to be in the line after the last.
        long number = _piece.FirstLine + Math.Max(mark.Line - 1, 0);
        if (number >= _source.Text.Lines.Count)
        {
            return _piece.Span.End;
        }

        TextLine line = _source.Text.Lines[(int)number];
        long position = Math.Min(line.Start + Math.Max(mark.Column - 1, 0), line.EndIncludingLineBreak);
        return (int)Math.Min(position, _piece.Span.End);
    }

    /// <summary>Ends the reading at once: the library takes the square of the depth to find the end of what is too deep.</summary>
    private sealed class TooDeepException(TextSpan span) : Exception
    {
        public TextSpan Span { get; } = span;
    }
}
