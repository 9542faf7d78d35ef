using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Export;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Interop.Exporting;
using Ojo.Storage;
using Ojo.Storage.Filters;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/export</c></summary>
internal sealed class ExportEndpoint(TenantStores stores, ExportAnswer answer, TimeSpan timeout)
{
    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/api/export",
        Name = "Export",
        Summary = "Events as a file of another program's format",
        Answer = "The file, flow after flow and each flow's events in order of time. One that breaks off is incomplete.",
        Parameters = [Accepted.ExportFormat, Accepted.Flow, Accepted.Run, Accepted.Service, Accepted.Types, .. AskedTimes.Parameters, Accepted.Filter, Accepted.Tenant],
        Faults = [404],
        AnswerType = ExplorerJson.Api.String,
        MediaType = TraceExport.Exporters[0].MediaType,
        OtherMediaTypes = [.. TraceExport.Exporters.Select(static exporter => exporter.MediaType).Distinct().Skip(1)],
    };

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        RequestParameters request = new(context.Request, Description.Parameters) { QueryTimeout = timeout };
        StoreSource source = stores.Of(Accepted.Tenant.Read(request));
        IExporter exporter = Accepted.ExportFormat.Read(request);
        (FlowKey? flow, long? run, AskedTimes times) = (Accepted.Flow.Read(request), Accepted.Run.Read(request), AskedTimes.Read(request));
        AskedEvents.MustAgree(flow, run);
        IReadOnlyList<string> types = Accepted.Types.Read(request);
        Filter? filter = Accepted.Service.Narrow(request, Accepted.Filter);
        return answer.SendAsync(context, source, exporter, EventFileName.Of(flow, run, times, exporter.FileExtension), Select);

        ExportSource Select(StoreView store, CancellationToken cancellation)
        {
            AskedEvents.Check(store, run, types, [], cancellation);
            if (flow is { } one && store.Reader.GetFlowQuickly(one, cancellation) is null)
            {
                throw Fault.UnknownFlow(one.ToString());
            }

            EventTypeNames names = store.GetEventTypes(cancellation);
            return new ExportSource(store.Reader, cancellation)
            {
                Flows = flow is { } only ? [only] : null,
                RunId = flow?.RunId ?? run,
                TypeKeys = types.Count == 0 ? null : types.SelectMany(word => names.Resolve(Accepted.Types.Name, word)).Select(static type => type.TypeKey).ToHashSet(),
                FromNs = times.IsWallClock ? 0 : times.FromNs ?? 0,
                ToNs = times.IsWallClock ? null : times.ToNs,
                FromUnixNs = times.IsWallClock ? times.FromNs : null,
                ToUnixNs = times.IsWallClock ? times.ToNs : null,
                Filter = filter,
            };
        }
    }
}
