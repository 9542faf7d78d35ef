namespace Ojo;

/// <summary>Where and how a <see cref="Tracer"/> records.</summary>
public sealed record TracerOptions
{
    /// <summary>Where <c>staging/</c> and <c>output/</c> are made.</summary>
    public string Directory { get; init; } = "./traces";

    /// <summary>What the program calls itself; by default the name of its entry assembly.</summary>
    public string? Service { get; init; }
}
