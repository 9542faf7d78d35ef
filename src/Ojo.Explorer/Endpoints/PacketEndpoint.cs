using System.Globalization;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary><c>GET /api/flows/{id}/packets/{number}</c></summary>
internal static class PacketEndpoint
{
    public static QueryEndpoint<PacketLivesResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/flows/{id}/packets/{number}",
            Name = "GetPacket",
            Summary = "What happened to a packet, and to those that carried the same before and after it",
            Answer = "The packets, from the first that carried it to the last, each with its events in order of time.",
            PathIdDescription = PathFlow.Description,
            PathNumberDescription = "The packet's number, in decimal digits.",
            Parameters = [Accepted.Space, Accepted.Received, Accepted.TimeLimit],
            Faults = [404],
            AnswerType = ExplorerJson.Api.PacketLivesResponse,
        },
        ExplorerJson.Api.PacketLivesResponse,
        Prepare);

    private static Func<StoreView, CancellationToken, PacketLivesResponse> Prepare(RequestParameters request)
    {
        string text = request.PathNumber ?? "";
        PacketLifeQuery query = new()
        {
            Flow = PathFlow.Read(request),
            PacketNumber = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
                ? number
                : throw Fault.BadParameter("number", $"'{Fault.Shown(text)}' is not a packet's number: write its decimal digits, at most {ulong.MaxValue}."),
            Space = (ulong)Accepted.Space.Read(request)!,
            IsReceived = Accepted.Received.Read(request),
            TimeLimit = TimeLimit.Read(request),
        };
        return (store, cancellation) => Answer(store, query, cancellation);
    }

    private static PacketLivesResponse Answer(StoreView store, PacketLifeQuery query, CancellationToken cancellation)
    {
        RunStartResponse run = FlowRun.Of(store, query.Flow, cancellation);
        PacketLives lives = FlowRun.Ask(store, query.Flow, () => store.Reader.GetPacketLife(query, cancellation), cancellation);
        return PacketLivesResponse.Of(query.Flow, run, lives, store.GetEventTypes(cancellation));
    }
}
