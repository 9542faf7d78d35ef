using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>Reads an events.lock: one event per line, <c>provider id name state since scope field…</c>; <c>#</c> begins a comment line.</summary>
/// <remarks>A damaged line is reported and left out; it takes no other with it.</remarks>
internal sealed class LockFileParser
{
    private const int FixedWords = 6;
    private const int ScopeAt = FixedWords - 1;
    private const int IdLength = 10;
    private const int MaxShown = 40;

    private readonly string _path;
    private readonly SourceText _text;
    private readonly Findings _findings;
    private readonly List<LockEntry> _entries = [];
    private readonly Dictionary<(string Provider, string Name), int> _names = [];
    private readonly Dictionary<uint, int> _ids = [];

    private LockFileParser(string path, SourceText text, Findings findings)
    {
        _path = path;
        _text = text;
        _findings = findings;
    }

    /// <summary>The events that the lock holds.</summary>
    public static IReadOnlyList<LockEntry> Parse(string path, SourceText text, Findings findings)
    {
        var parser = new LockFileParser(path, text, findings);
        foreach (TextLine line in text.Lines)
        {
            parser.Read(line);
        }

        return parser._entries;
    }

    private void Read(TextLine line)
    {
        List<TextSpan> words = Split(line);
        if (words.Count == 0 || _text[words[0].Start] == '#')
        {
            return;
        }

        TextSpan whole = TextSpan.FromBounds(words[0].Start, words[words.Count - 1].End);
        if (IsMergeMarker(Word(words[0])))
        {
            ReportNeedless(whole, "it is left over from a merge; keep the lines of both sides, and of an event that both have the right one");
        }
        else if (words.Count < FixedWords)
        {
            Report(whole, $"it has {words.Count.ToString(CultureInfo.InvariantCulture)} of the words provider, id, name, state, since, scope, which come before the fields");
        }
        else if (ReadEntry(words, whole) is { } entry && IsNew(entry, line.LineNumber + 1, words))
        {
            _entries.Add(entry);
        }
    }

    private LockEntry? ReadEntry(List<TextSpan> words, TextSpan whole)
    {
        string state = Word(words[3]);
        string since = Word(words[4]);
        string? fault = null;
        int at = 0;
        void Check(bool isRight, int word, string expected)
        {
            if (!isRight && fault is null)
            {
                (fault, at) = ($"'{Shown(words[word])}' isn't {expected}", word);
            }
        }

        Check(TryReadId(Word(words[1]), out uint id), 1, "an id: 0x and eight hexadecimal digits");
        Check(Words.IsWireName(Word(words[2])), 2, "a wire name: words of A-Z and 0-9 joined by single underscores");
        Check(state is LockLine.Active or LockLine.Retired, 3, $"a state: {LockLine.Active} or {LockLine.Retired}");
        Check(since == LockLine.Unknown || Words.IsVersion(since), 4, $"a version, nor {LockLine.Unknown} for an unknown one");
        int scope = ScopeAt;
        for (; scope < words.Count - 1 && Word(words[scope]).StartsWith(LockLine.Was, StringComparison.Ordinal); scope++)
        {
            Check(Words.IsWireName(Word(words[scope]).Substring(LockLine.Was.Length)), scope, $"an old name: {LockLine.Was} and a wire name");
        }

        Check(Word(words[scope]) is PayloadShape.WithFlow or PayloadShape.WithoutFlow, scope, $"a scope: {PayloadShape.WithFlow} or {PayloadShape.WithoutFlow}");
        List<string> shape = [Word(words[scope])];
        var values = new List<EquatableArray<NamedValue>>();
        for (int i = scope + 1; i < words.Count; i++)
        {
            Check(PayloadShape.TryReadField(Word(words[i]), out string field, out EquatableArray<NamedValue> named), i, "a field: name:type:bits, and :unit where it has one");
            shape.Add(field);
            values.Add(named);
        }

        if (fault is not null)
        {
            Report(words[at], fault);
            return null;
        }

        return new LockEntry
        {
            Provider = Word(words[0]),
            Id = id,
            Name = Word(words[2]),
            IsRetired = state == LockLine.Retired,
            Since = since == LockLine.Unknown ? "" : since,
            OldNames = EquatableArray<string>.From(words.Skip(ScopeAt).Take(scope - ScopeAt).Select(word => Word(word).Substring(LockLine.Was.Length))),
            Shape = string.Join(" ", shape),
            Values = EquatableArray<EquatableArray<NamedValue>>.From(values),
            Text = string.Join(" ", words.Select(Word)),
            Place = LocationOf(whole),
            IdPlace = LocationOf(words[1]),
            NamePlace = LocationOf(words[2]),
        };
    }

    private bool IsNew(LockEntry entry, int line, List<TextSpan> words)
    {
        if (_names.TryGetValue((entry.Provider, entry.Name), out int first))
        {
            ReportAgain(line, first, words[2], $"'{entry.Name}' of '{entry.Provider}' stands in line {first.ToString(CultureInfo.InvariantCulture)} already; keep one");
            return false;
        }

        if (_ids.TryGetValue(entry.Id, out first))
        {
            ReportAgain(line, first, words[1], $"the id {Word(words[1])} stands in line {first.ToString(CultureInfo.InvariantCulture)} already; keep one");
            return false;
        }

        _names.Add((entry.Provider, entry.Name), line);
        _ids.Add(entry.Id, line);
        return true;
    }

    private List<TextSpan> Split(TextLine line)
    {
        var words = new List<TextSpan>();
        int start = line.Start;
        for (int i = line.Start; i <= line.End; i++)
        {
            if (i == line.End || _text[i] is ' ' or '\t')
            {
                if (i > start)
                {
                    words.Add(TextSpan.FromBounds(start, i));
                }

                start = i + 1;
            }
        }

        return words;
    }

    private static bool IsMergeMarker(string word) =>
        word.StartsWith("<<<<<<<", StringComparison.Ordinal) || word.StartsWith("=======", StringComparison.Ordinal)
        || word.StartsWith(">>>>>>>", StringComparison.Ordinal) || word.StartsWith("|||||||", StringComparison.Ordinal);

    private static bool TryReadId(string word, out uint id)
    {
        id = 0;
        return word.Length == IdLength
            && word.StartsWith("0x", StringComparison.Ordinal)
            && uint.TryParse(word.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id);
    }

    private string Word(TextSpan span) => _text.ToString(span);

    private string Shown(TextSpan span)
    {
        string text = Words.ToProse(Word(span));
        return text.Length <= MaxShown ? text : Words.ToProse(text.Substring(0, MaxShown)) + "…";
    }

    private void Report(TextSpan span, string reason) => _findings.Report(LockRules.Damaged, LocationOf(span), reason);

    /// <summary>Reports a line without which nothing would be lost.</summary>
    private void ReportNeedless(TextSpan span, string reason) =>
        _findings.ReportFixable(LockRules.Damaged, LocationOf(span), FixHint.Of(FixHint.Replacement, ""), reason);

    /// <summary>Reports what an earlier line has said: whether in the same words or in others.</summary>
    private void ReportAgain(int line, int first, TextSpan span, string reason)
    {
        if (_text.Lines[line - 1].ToString().Trim() == _text.Lines[first - 1].ToString().Trim())
        {
            ReportNeedless(span, reason);
        }
        else
        {
            Report(span, reason);
        }
    }

    private Location LocationOf(TextSpan span) => Location.Create(_path, span, _text.Lines.GetLinePositionSpan(span));
}
