using Ojo.Conditions;

namespace Ojo.Storage.Filters;

/// <summary>The place in a filter at which something is to be written: which term it is in, and what of it is there already.</summary>
internal sealed class CompletionPlace
{
    private readonly TextSlice _body;
    private readonly int _caret;

    public CompletionPlace(string text, int caret)
    {
        _caret = caret;
        TextSlice piece = text.Length > Filter.MostCharacters ? default
            : FilterSyntax.Pieces(text).FirstOrDefault(piece => piece.Start <= caret && caret <= piece.Start + piece.Length);
        bool isNegated = piece.Length > 0 && piece[0] == '-' && caret > piece.Start;
        _body = piece.Whole is null ? new TextSlice(text, caret, 0) : piece.After(isNegated ? 1 : 0);
    }

    public FilterCompletions Complete(FilterCatalogue catalogue)
    {
        int end = FilterSyntax.EndOfName(_body);
        bool hasOperator = end < _body.Length && FilterNames.OperatorAt(_body.After(end).Span()) is not null;
        int length = hasOperator ? FilterNames.OperatorAt(_body.After(end).Span())!.Value.Length : 0;
        return !hasOperator || _caret < _body.Start + end + length
            ? Answer(_body.First(hasOperator ? end : _body.Length), written => NameCompletions.Of(catalogue, written, hasOperator))
            : AtValue(catalogue, _body.First(end), _body.After(end + length));
    }

    private FilterCompletions AtValue(FilterCatalogue catalogue, TextSlice name, TextSlice values)
    {
        TextSlice value = values;
        foreach (TextSlice piece in QuotedText.Split(values, ','))
        {
            if (piece.Start <= _caret)
            {
                value = piece;
            }
        }

        return Answer(value, written => ValueCompletions.Of(catalogue, name.ToString(), written));
    }

    /// <param name="replaced">What is replaced.</param>
    /// <param name="find">Finds completions of what stands before the caret.</param>
    private FilterCompletions Answer(TextSlice replaced, Func<string, IEnumerable<FilterCompletion>> find)
    {
        string written = replaced.First(Math.Clamp(_caret - replaced.Start, 0, replaced.Length)).ToString();
        return new FilterCompletions(replaced.Start, replaced.Length, Ranked.Of(written.TrimStart('"', '\''), find(written.TrimStart('"', '\''))));
    }
}
