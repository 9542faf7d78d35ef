using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage.Filters;

namespace Ojo.Explorer.Parameters;

/// <summary>A choice of events or flows in the language of docs/FILTER.md.</summary>
internal sealed class FilterParameter(string name, string description) : Parameter(name, description)
{
    /// <summary>What was given; null where nothing, or nothing but blanks.</summary>
    /// <exception cref="RequestFaultException">It is no filter.</exception>
    public Filter? Read(RequestParameters request)
    {
        if (request.Single(this) is not { } text)
        {
            return null;
        }

        try
        {
            Filter filter = Filter.Parse(text);
            return filter.IsEmpty ? null : filter;
        }
        catch (FilterException fault)
        {
            throw Fault.BadFilter(fault);
        }
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, MaxLength = Filter.MostCharacters };
}
