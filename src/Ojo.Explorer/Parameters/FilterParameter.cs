using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage.Filters;

namespace Ojo.Explorer.Parameters;

/// <summary>A choice of events or flows in the language of docs/FILTER.md.</summary>
internal sealed class FilterParameter(string name, string description) : Parameter(name, description)
{
    /// <summary>What was given; null where nothing, or nothing but blanks.</summary>
    /// <exception cref="RequestFaultException">It is no filter.</exception>
    public Filter? Read(RequestParameters request) => request.Single(this) is { } text && Parse(text) is { IsEmpty: false } filter ? filter : null;

    /// <summary>What was given, and a term that must hold too.</summary>
    /// <exception cref="RequestFaultException">It is no filter.</exception>
    public Filter Read(RequestParameters request, string term)
    {
        // By itself first: nothing that it leaves open may swallow the term.
        Filter? given = Read(request);
        return Parse(given is null ? term : $"{request.Single(this)} {term}");
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, MaxLength = Filter.MostCharacters };

    private static Filter Parse(string text)
    {
        try
        {
            return Filter.Parse(text);
        }
        catch (FilterException fault)
        {
            throw Fault.BadFilter(fault);
        }
    }
}
