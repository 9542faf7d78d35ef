using Microsoft.OpenApi;

namespace Ojo.Explorer.Parameters;

/// <summary>A query parameter that an endpoint takes: how it is read, and what the API's description says of it.</summary>
/// <param name="name">Its name in the address.</param>
/// <param name="description">What it does, for whoever reads the API's description.</param>
internal abstract class Parameter(string name, string description)
{
    /// <summary>Its name in the address.</summary>
    public string Name { get; } = name;

    /// <summary>What it does.</summary>
    public string Description { get; } = description;

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it may be given several times.</summary>
    public virtual bool Repeatable => false;

    /// <summary>Whether <c>*</c> is the same as leaving it out: programs that fill in what somebody chose must be able to say that nothing was.</summary>
    public bool MayBeAny { get; init; }

    /// <summary>Whether it chooses a page of a list, and not the list.</summary>
    public bool IsOfPage { get; init; }

    /// <summary>What its values look like.</summary>
    public abstract OpenApiSchema Schema();
}
