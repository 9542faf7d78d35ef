using System.Globalization;
using Ojo.Explorer.Endpoints;
using Ojo.Storage;

namespace Ojo.Explorer.Export;

/// <summary>What files of events are called: letters, digits, hyphens and a point, whatever was asked for.</summary>
internal static class EventFileName
{
    /// <summary>The name of a file with these events.</summary>
    public static string Of(FlowKey? flow, long? run, AskedTimes times, string extension)
    {
        string whose = flow is { } one ? $"-{one}" : run is { } number ? string.Create(CultureInfo.InvariantCulture, $"-run-{number}") : "";
        string range = times is { FromNs: null, ToNs: null } ? "" : string.Create(CultureInfo.InvariantCulture, $"-{times.FromNs ?? 0}-{times.ToNs?.ToString(CultureInfo.InvariantCulture) ?? "end"}");
        return $"ojo{whose}-events{range}{extension}";
    }
}
