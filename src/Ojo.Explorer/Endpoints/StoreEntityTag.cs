using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace Ojo.Explorer.Endpoints;

/// <summary>The entity tag of an answer: the store's version. An answer depends on its address and the store's content alone.</summary>
/// <remarks>The version is taken before the query runs: the answer may be newer than its tag, never older.</remarks>
/// <param name="version">The store's version.</param>
/// <param name="form">Which of the answer's forms it is of; empty: the usual one.</param>
internal sealed class StoreEntityTag(string version, string form = "")
{
    // Weak: the same answer may travel compressed or not.
    private readonly EntityTagHeaderValue _tag = new($"\"{version}{form}\"", isWeak: true);

    /// <summary>Whether the client has the answer already; if so it has been told so.</summary>
    public bool ClientHasIt(HttpContext context)
    {
        RequestHeaders headers = context.Request.GetTypedHeaders();
        if (!headers.IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(_tag, useStrongComparison: false)))
        {
            return false;
        }

        Announce(context);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Tells the client the tag, and to ask again before it uses the answer again.</summary>
    public void Announce(HttpContext context)
    {
        context.Response.Headers.ETag = _tag.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
    }
}
