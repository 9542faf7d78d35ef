using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;
using Ojo.Explorer.Parameters;

namespace Ojo.Explorer.Rows;

/// <summary>What rows have no place for.</summary>
internal static class RowsHeaders
{
    /// <summary>Says that something is missing: more groups than were asked for, what the time did not suffice for, or a file that cannot be read.</summary>
    public const string Partial = "Ojo-Partial";

    /// <summary>Puts it into the headers: the next page as a link (RFC 8288).</summary>
    public static void Set(HttpContext context, RowsAnswer rows)
    {
        if (rows.NextCursor is { } cursor)
        {
            QueryBuilder query = new(context.Request.Query.Where(static pair => !string.Equals(pair.Key, Accepted.CursorName, StringComparison.OrdinalIgnoreCase)))
            {
                { Accepted.CursorName, cursor },
            };
            context.Response.Headers.Append(HeaderNames.Link, $"<{context.Request.Path.ToUriComponent()}{query}>; rel=\"next\"");
        }

        if (rows.IsPartial)
        {
            context.Response.Headers[Partial] = "true";
        }
    }
}
