using System.Text.Json.Serialization;

namespace Ojo.Explorer.Faults;

/// <summary>An error as the API tells it (RFC 9457).</summary>
internal sealed record Problem
{
    /// <summary>Names the kind of error for programs: <c>urn:ojo:problem:…</c>.</summary>
    [JsonPropertyOrder(0)]
    public required string Type { get; init; }

    /// <summary>The kind of error in a few words.</summary>
    [JsonPropertyOrder(1)]
    public required string Title { get; init; }

    /// <summary>The HTTP status code.</summary>
    [JsonPropertyOrder(2)]
    public required int Status { get; init; }

    /// <summary>What was wrong and what to change.</summary>
    [JsonPropertyOrder(3)]
    public required string Detail { get; init; }

    /// <summary>The path that was asked for.</summary>
    [JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    /// <summary>The query parameter at fault, where one is.</summary>
    [JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parameter { get; init; }

    /// <summary>What was probably meant, where something is close.</summary>
    [JsonPropertyOrder(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Suggestion { get; init; }

    /// <summary>Where in a statement or filter the fault is, in characters from its start, where it has a place.</summary>
    [JsonPropertyOrder(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Offset { get; init; }

    /// <summary>How many characters of the statement or filter from there on are meant.</summary>
    [JsonPropertyOrder(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Length { get; init; }

    /// <summary>Finds the details in the explorer's log.</summary>
    [JsonPropertyOrder(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }
}
