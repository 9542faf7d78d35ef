using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Snapshots;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/snapshots</c></summary>
internal sealed class SnapshotsEndpoint(SnapshotFolder folder, TenantStores stores, QueryThreads threads)
{
    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/api/snapshots",
        Name = "ListSnapshots",
        Summary = "What flight recorders left: why, when, by whom, and of which time",
        Answer = "The snapshots in the trace directory, run after run; as CBOR where the Accept header asks for application/cbor. Answers without a store too. A tenant who is named has none.",
        Parameters = [Accepted.Tenant],
        Faults = [404],
        AnswerType = ExplorerJson.Api.SnapshotsResponse,
    };

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        // The trace directory is that of the explorer's own store: other tenants have none here.
        bool isOwn = stores.Of(Accepted.Tenant.Read(new RequestParameters(context.Request, Description.Parameters))) == stores.Own;
        SnapshotsResponse answer = !isOwn ? new SnapshotsResponse([], HasMore: false) : await (threads.TryRun(folder.Read) ?? throw Fault.Busy("other queries")).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Append("Vary", "Accept");
        if (WantsCbor(context.Request))
        {
            byte[] cbor = SnapshotCbor.Write(answer.Snapshots);
            context.Response.ContentType = SnapshotCbor.MediaType;
            context.Response.ContentLength = cbor.Length;
            await context.Response.Body.WriteAsync(cbor, context.RequestAborted).ConfigureAwait(false);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(answer, ExplorerJson.Api.SnapshotsResponse, "application/json", context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static bool WantsCbor(HttpRequest request) => new RequestHeaders(request.Headers).Accept
        .Any(static accepted => accepted.MediaType.Equals(SnapshotCbor.MediaType, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0);
}
