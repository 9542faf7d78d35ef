using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage.Filters;

namespace Ojo.Explorer.Parameters;

/// <summary>Services, by name; the parameter may be given several times. A name may have commas in it.</summary>
internal sealed class ServiceParameter(string name, string description) : Parameter(name, description)
{
    private const int MaxCount = 32;

    /// <inheritdoc/>
    public override bool Repeatable => true;

    /// <summary>The names; none: whatever the service.</summary>
    public IReadOnlyList<string> Read(RequestParameters request)
    {
        string[] names = [.. request.All(this).Where(static value => !string.IsNullOrEmpty(value))!];
        return names.Length <= MaxCount ? names : throw Fault.BadParameter(Name, $"{Name} may be given at most {MaxCount} times.");
    }

    /// <summary>A filter that keeps what is of these services, beside another.</summary>
    /// <exception cref="RequestFaultException">The filter cannot be understood.</exception>
    public Filter? Narrow(RequestParameters request, FilterParameter filter)
    {
        IReadOnlyList<string> names = Read(request);
        return names.Count == 0 ? filter.Read(request) : filter.Read(request, $"service:{string.Join(',', names.Select(Quoted))}");
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, MaxItems = MaxCount };

    private string Quoted(string service) =>
        !service.Contains('"', StringComparison.Ordinal) ? $"\"{service}\""
        : !service.Contains('\'', StringComparison.Ordinal) ? $"'{service}'"
        : throw Fault.BadParameter(Name, "A service with both kinds of quotation marks in its name cannot be asked for here; use run.");
}
