using Ojo.Explorer.Parameters;

namespace Ojo.Explorer.Endpoints;

/// <summary>How long a question may take that answers with what it has when its time is up.</summary>
internal static class TimeLimit
{
    // The rest is for finding the flow, the types and the ends of a range, and for sending the answer.
    private const double PartOfQuery = 0.8;

    public static TimeSpan Read(RequestParameters request) => AtMost(Accepted.TimeLimit.Read(request) ?? long.MaxValue, request);

    /// <summary>The limit of a list, which has one only where it was asked for.</summary>
    public static TimeSpan? ReadForList(RequestParameters request) => Accepted.ListTimeLimit.Read(request) is { } milliseconds ? AtMost(milliseconds, request) : null;

    private static TimeSpan AtMost(long milliseconds, RequestParameters request)
    {
        TimeSpan most = request.QueryTimeout * PartOfQuery;
        return milliseconds < most.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : most;
    }
}
