using System.Globalization;
using System.Text;
using Ojo.Storage.Filters;

namespace Ojo.Explorer.Faults;

/// <summary>The errors of the API, each with its status, its name and the sentence that says what to change.</summary>
internal static class Fault
{
    private const string TypePrefix = "urn:ojo:problem:";

    public static RequestFaultException BadParameter(string parameter, string detail) =>
        new(Of(400, "bad-parameter", "Bad parameter", detail, parameter));

    public static RequestFaultException UnknownParameter(string parameter, IReadOnlyCollection<string> accepted)
    {
        string? suggestion = Suggestion.For(parameter, accepted);
        string detail = $"There is no parameter '{Shown(parameter)}' here." + (suggestion is not null
            ? $" Did you mean '{suggestion}'?"
            : accepted.Count == 0 ? " This endpoint takes none." : $" This endpoint takes {string.Join(", ", accepted)}.");
        return new(Of(400, "unknown-parameter", "Unknown parameter", detail, Shown(parameter), suggestion));
    }

    public static RequestFaultException UnknownEventType(string parameter, string name, IEnumerable<string> known)
    {
        string? suggestion = Suggestion.For(name, known);
        string detail = $"There is no event type '{Shown(name)}' in this store. " +
            (suggestion is null ? "GET /api/event-types lists those there are." : $"Did you mean '{suggestion}'?");
        return new(Of(400, "unknown-event-type", "Unknown event type", detail, parameter, suggestion));
    }

    public static RequestFaultException UnknownField(string parameter, string name, string owner, IReadOnlyCollection<string> known)
    {
        string? suggestion = Suggestion.For(name, known);
        string detail = $"{owner} has no field '{Shown(name)}'." + (suggestion is not null
            ? $" Did you mean '{suggestion}'?"
            : known.Count is > 0 and <= 12 ? $" There is {string.Join(", ", known.Order(StringComparer.Ordinal))}."
            : " GET /api/event-types lists the fields of each type.");
        return new(Of(400, "unknown-field", "Unknown field", detail, parameter, suggestion));
    }

    public static RequestFaultException BadFlowId(string? parameter, string text) =>
        new(Of(400, "bad-flow-id", "Bad flow id",
            $"'{Shown(text)}' is not a flow's name. Write <run>-<flow id>, for instance 1-7; GET /api/flows lists them.", parameter));

    public static RequestFaultException BadCursor() =>
        new(Of(400, "bad-cursor", "Bad cursor",
            "This cursor is not one that this list gave out. Use nextCursor of the page before, with the same sort and order, or leave cursor out to begin again.", "cursor"));

    public static RequestFaultException BadQuery(string detail) => new(Of(400, "bad-query", "The query cannot be answered", detail));

    public static RequestFaultException BadFilter(FilterException fault) =>
        new(Of(400, "bad-filter", "Bad filter", fault.Message, "filter", fault.Suggestion) with { Offset = fault.Offset, Length = fault.Length });

    public static RequestFaultException BadSql(string detail, int? offset, int length) =>
        new(Of(400, "bad-sql", "The statement cannot be run", detail) with { Offset = offset, Length = offset is null ? null : length });

    public static RequestFaultException UnknownFlow(string flow) =>
        new(Of(404, "unknown-flow", "Unknown flow", $"There is no flow {flow} in this store. GET /api/flows lists those there are."));

    public static RequestFaultException UnknownRun(string parameter, long run) =>
        new(Of(404, "unknown-run", "Unknown run",
            string.Create(CultureInfo.InvariantCulture, $"There is no run {run} in this store. GET /api/runs lists those there are."), parameter));

    public static RequestFaultException BadTenant(string detail) => new(Of(400, "bad-tenant", "Bad tenant", detail, "tenant"));

    public static RequestFaultException UnknownTenant(string tenant) =>
        new(Of(404, "unknown-tenant", "Unknown tenant", $"There is no tenant {tenant} here. GET /api/tenants lists those there are.", "tenant"));

    public static RequestFaultException UnknownPath(string path) =>
        new(Of(404, "unknown-path", "Unknown path", $"There is nothing at {Shown(path)}. GET /openapi/v1.json describes every path of the API."));

    public static RequestFaultException MethodNotAllowed(string method, string allowed = "GET, HEAD") =>
        new(Of(405, "method-not-allowed", "Method not allowed", $"{Shown(method)} is not possible here; use {allowed}."), allowed);

    public static RequestFaultException AddressTooLong(int limit) =>
        new(Of(414, "address-too-long", "Address too long",
            string.Create(CultureInfo.InvariantCulture, $"An address may have at most {limit} characters. Ask for fewer types, fields or tests at once.")));

    public static RequestFaultException TokenNeeded() =>
        new(Of(401, "token-needed", "Token needed",
            "This explorer answers only who knows its token. Send it as 'Authorization: Bearer …', or open /login in a browser."));

    public static RequestFaultException TooManyGuesses(TimeSpan wait) =>
        new(Of(429, "too-many-guesses", "Too many wrong tokens",
            $"Too many wrong tokens were tried from here. The next is looked at in {WholeSeconds(wait)} s."), retryAfter: wait);

    public static RequestFaultException TooManyRequests(TimeSpan wait) =>
        new(Of(429, "too-many-requests", "Too many requests", "This client asks more often than it may. Wait as long as Retry-After says, and ask for more at once."), retryAfter: wait);

    public static RequestFaultException OtherSite() =>
        new(Of(403, "other-site", "Another site's page",
            "A page of another site made this request. Open the explorer itself, or start it with --cors-origin ORIGIN if that site's pages may ask."));

    public static RequestFaultException UnknownHost(string host) =>
        new(Of(421, "unknown-host", "Unknown host",
            $"This explorer does not answer to the name '{Shown(host)}'. Use the address that it printed, or start it with --allowed-host NAME."));

    public static RequestFaultException StoreUnavailable(string detail) =>
        new(Of(503, "store-unavailable", "The store cannot be read", detail));

    public static RequestFaultException TooSlow(TimeSpan timeout) =>
        new(Of(503, "too-slow", "The query takes too long",
            string.Create(CultureInfo.InvariantCulture, $"The query was stopped after {timeout.TotalSeconds:0.###} s. Narrow the time range, name a flow or fewer types, or ask for less at once.")));

    public static RequestFaultException Busy(string what) =>
        new(Of(503, "busy", "Too much at once", $"The explorer is busy with {what}. Try again in a moment."));

    public static RequestFaultException Internal(string traceId) =>
        new(Of(500, "internal", "Something went wrong in the explorer",
            $"This is a fault of the explorer's, not of the request. Its log has the details under {traceId}.", traceId: traceId));

    public static RequestFaultException BadRequest(int status, string detail) =>
        new(Of(status, "bad-request", "Bad request", detail));

    /// <summary>How long to wait as <c>Retry-After</c> has it: whole seconds, at least one.</summary>
    public static string WholeSeconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>What a client sent, cut to a length that a person reads, what cannot be shown replaced.</summary>
    public static string Shown(string text)
    {
        const int most = 80;
        StringBuilder shown = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= most)
            {
                return shown.Append('…').ToString();
            }

            shown.Append((Rune.IsControl(rune) ? Rune.ReplacementChar : rune).ToString());
        }

        return shown.ToString();
    }

    private static Problem Of(
        int status, string type, string title, string detail, string? parameter = null, string? suggestion = null, string? traceId = null) => new()
        {
            Type = TypePrefix + type,
            Title = title,
            Status = status,
            Detail = detail,
            Parameter = parameter,
            Suggestion = suggestion,
            TraceId = traceId,
        };
}
