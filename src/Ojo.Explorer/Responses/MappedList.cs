using System.Collections;

namespace Ojo.Explorer.Responses;

/// <summary>Shows a list in another form, element by element as it is read: a long answer is never there twice.</summary>
internal sealed class MappedList<TFrom, TTo>(IReadOnlyList<TFrom> from, Func<TFrom, TTo> map) : IReadOnlyList<TTo>
{
    public int Count => from.Count;

    public TTo this[int index] => map(from[index]);

    public IEnumerator<TTo> GetEnumerator() => from.Select(map).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
