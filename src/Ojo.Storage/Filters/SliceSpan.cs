using Ojo.Conditions;

namespace Ojo.Storage.Filters;

/// <summary>A piece of text as the framework's own searches take it.</summary>
internal static class SliceSpan
{
    public static ReadOnlySpan<char> Span(this TextSlice slice) => slice.Whole.AsSpan(slice.Start, slice.Length);
}
