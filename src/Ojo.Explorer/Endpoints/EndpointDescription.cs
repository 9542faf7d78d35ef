using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Parameters;

namespace Ojo.Explorer.Endpoints;

/// <summary>What the API's description says of an endpoint.</summary>
internal sealed record EndpointDescription
{
    /// <summary>How it is asked.</summary>
    public string Method { get; init; } = HttpMethods.Get;

    /// <summary>Its path.</summary>
    public required string Pattern { get; init; }

    /// <summary>A name for generated clients.</summary>
    public required string Name { get; init; }

    /// <summary>What it answers, in a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>What the answer is.</summary>
    public required string Answer { get; init; }

    /// <summary>The query parameters that it takes.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Which errors it may answer with beside 400 and 503.</summary>
    public IReadOnlyList<int> Faults { get; init; } = [];

    /// <summary>What stands for <c>{id}</c> in the path; null where nothing does.</summary>
    public string? PathIdDescription { get; init; }

    /// <summary>The type of what is sent to it; null where nothing is.</summary>
    public JsonTypeInfo? RequestType { get; init; }

    /// <summary>What stands for <c>{number}</c> in the path; null where nothing does.</summary>
    public string? PathNumberDescription { get; init; }

    /// <summary>The type of the answer.</summary>
    public required JsonTypeInfo AnswerType { get; init; }

    /// <summary>The media type of the answer.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Whether the same may be asked for as rows.</summary>
    public bool HasRows { get; init; }

    /// <summary>Media types in which the same may be asked for.</summary>
    public IReadOnlyList<string> OtherMediaTypes { get; init; } = [];
}
