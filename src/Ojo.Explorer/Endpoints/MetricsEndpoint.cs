using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Metrics;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Metrics;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /metrics</c></summary>
internal sealed class MetricsEndpoint(ExplorerMeter meter, IMetricsExporter exporter, StoreSource source, QueryThreads threads)
{
    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/metrics",
        Name = "GetMetrics",
        Summary = "What the explorer does and what its store holds, for Prometheus",
        Answer = "The explorer's instruments in the text format of Prometheus, version 0.0.4. Answers without a store too, and then says that there is none.",
        AnswerType = ExplorerJson.Api.String,
        MediaType = "text/plain",
    };

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        _ = new RequestParameters(context.Request, Description.Parameters);
        meter.Know(await (threads.TryRun(Read) ?? throw Fault.Busy("other queries")).WaitAsync(context.RequestAborted).ConfigureAwait(false));
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = exporter.ContentType;
        await context.Response.WriteAsync(exporter.Export(), context.RequestAborted).ConfigureAwait(false);
    }

    private StoreStatistics? Read()
    {
        try
        {
            using StoreLease lease = source.Acquire();
            return lease.View.Reader.GetStatistics();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
