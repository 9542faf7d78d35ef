using Ojo.Storage.Filters;

namespace Ojo.Explorer.Responses;

/// <summary>A term of a filter.</summary>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Kind">What it is about: type, category, role, level, provider, has, flow, parent, run, service, host, flow_number, time, field or text.</param>
internal sealed record FilterTermResponse(int Offset, int Length, string Kind)
{
    public static FilterTermResponse Of(FilterTerm term) => new(term.Offset, term.Length, SnakeCase.Of(term.Kind));
}
