using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>A statement to run.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SqlRequest
{
    /// <summary>One SELECT, WITH … SELECT or VALUES; 65,536 characters at most.</summary>
    public required string Sql { get; init; }

    /// <summary>The parameters' values: an array for ?, an object for @name. Each is null, true, false, a number, a string, or {"blob":"hexadecimal"}, {"integer":"digits"}.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>The most rows that are wanted; no more than the server's own limit.</summary>
    public long? MaxRows { get; init; }

    /// <summary>Unix time in nanoseconds, a string of digits: of a store that is divided by time, only the files with events from then on are read.</summary>
    public string? From { get; init; }

    /// <summary>Unix time in nanoseconds, a string of digits: of a store that is divided by time, only the files with events before it are read.</summary>
    public string? To { get; init; }
}
