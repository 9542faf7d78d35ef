using System.Net;

namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>A constructor of some members, a field and properties that can be set, and some that can't.</summary>
[TraceValue]
internal struct PathState(IPAddress? local, Colour colour)
{
    public static PathState Unknown => default;

    public IPAddress? Local { get; } = local;

    public Colour Colour { get; } = colour;

    public string Name { get; init; } = "";

    public readonly bool NotRecorded => Load > 1;

    public float Load;

    [TraceMember(Text = true)]
    public string? Note { get; set; }

    private readonly int _hidden = 0;

    internal readonly int Hidden => _hidden;
}
