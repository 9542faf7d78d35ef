using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>The runtime's event sources that speak of the network.</summary>
internal static class NetworkSource
{
    public const string Http = "System.Net.Http";
    public const string Sockets = "System.Net.Sockets";
    public const string NameResolution = "System.Net.NameResolution";
    public const string Security = "System.Net.Security";
    public const string Quic = "Private.InternalDiagnostics.System.Net.Quic";

    /// <summary>What has the runtime number what it does.</summary>
    public const string Tasks = "System.Threading.Tasks.TplEventSource";

    /// <summary>Flow of activity ids through tasks.</summary>
    public const EventKeywords TasksFlowActivityIds = (EventKeywords)0x80;

    // RequestFailedDetailed, whose one event is the whole stack trace.
    private const EventKeywords HttpDetails = (EventKeywords)1;

    public static readonly string[] All = [Http, Sockets, NameResolution, Security, Quic];

    /// <summary>Which of a source's events are asked for.</summary>
    public static EventKeywords KeywordsOf(string source) => source == Http ? EventKeywords.All & ~HttpDetails : EventKeywords.All;
}
