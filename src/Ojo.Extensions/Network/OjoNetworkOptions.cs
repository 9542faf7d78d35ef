namespace Ojo.Extensions;

/// <summary>Which of the runtime's event sources are listened to, and how their events find their flows.</summary>
public sealed class OjoNetworkOptions
{
    /// <summary>
    /// The names of the event sources that are listened to, with <c>*</c> and <c>?</c> for any characters: by default
    /// <c>System.Net.Http</c>, <c>System.Net.Sockets</c>, <c>System.Net.NameResolution</c>, <c>System.Net.Security</c> and
    /// <c>Private.InternalDiagnostics.System.Net.Quic</c>.
    /// </summary>
    /// <remarks>Any others can be named: what has no event of its own is recorded as EVENT_SOURCE_EVENT.</remarks>
    public IList<string> Sources { get; } = [];

    /// <summary>The same of those that are not, even if <see cref="Sources"/> has them: none, by default.</summary>
    public IList<string> ExcludedSources { get; } = [];

    /// <summary>
    /// Whether the runtime is asked to number what it does, so that the start and the end of a request, a look-up or a handshake are in
    /// one flow, below that of what they are part of: yes, by default. It costs asynchronous code some time and memory. Without it, events are
    /// in the flow of the current activity's trace.
    /// </summary>
    public bool FollowActivities { get; set; } = true;

    internal bool Includes(string source) =>
        NamePattern.MatchesAny(Sources.Count == 0 ? NetworkSource.All : Sources, source) && !NamePattern.MatchesAny(ExcludedSources, source);
}
