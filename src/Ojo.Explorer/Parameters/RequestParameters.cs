using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>What a request's address says: the flow in its path, and its query parameters, none of which is unknown.</summary>
internal sealed class RequestParameters
{
    private const string Any = "*";

    private readonly IQueryCollection _query;

    /// <exception cref="RequestFaultException">There is a parameter that the endpoint does not take.</exception>
    public RequestParameters(HttpRequest request, IReadOnlyList<Parameter> accepted)
    {
        _query = request.Query;
        PathId = request.RouteValues["id"] as string;
        PathNumber = request.RouteValues["number"] as string;
        List = request.Path + string.Concat(accepted.Where(static p => !p.IsOfPage).Select(p => $"&{p.Name}={_query[p.Name]}"));
        foreach (string name in _query.Keys)
        {
            if (!accepted.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw Fault.UnknownParameter(name, [.. accepted.Select(static p => p.Name)]);
            }
        }
    }

    /// <summary>What stands for <c>{id}</c> in the path.</summary>
    public string? PathId { get; }

    /// <summary>What stands for <c>{number}</c> in the path.</summary>
    public string? PathNumber { get; }

    /// <summary>How long a query may take before it is stopped.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The list that is asked for, whichever page of it: the path and every parameter that does not choose the page.</summary>
    public string List { get; }

    /// <summary>The value of a parameter that may be given once, or null.</summary>
    public string? Single(Parameter parameter)
    {
        StringValues values = All(parameter);
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => throw Fault.BadParameter(parameter.Name, $"{parameter.Name} may be given only once."),
        };
    }

    /// <summary>All values of a parameter.</summary>
    public StringValues All(Parameter parameter)
    {
        StringValues values = _query[parameter.Name];
        return parameter.MayBeAny && values.Count == 1 && values[0] == Any ? StringValues.Empty : values;
    }
}
