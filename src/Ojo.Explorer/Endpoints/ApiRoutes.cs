using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Sql;

namespace Ojo.Explorer.Endpoints;

/// <summary>Puts the API's endpoints on their paths, each with what its description needs.</summary>
internal static class ApiRoutes
{
    /// <summary>Every endpoint that answers with what a query finds.</summary>
    public static void MapQueries(this IEndpointRouteBuilder routes, QueryRunner runner)
    {
        routes.MapQuery(runner, StatsEndpoint.Create());
        routes.MapQuery(runner, RunsEndpoint.Create());
        routes.MapQuery(runner, FlowsEndpoint.Create());
        routes.MapQuery(runner, FlowEndpoint.Create());
        routes.MapQuery(runner, EventsEndpoint.CreateForFlow());
        routes.MapQuery(runner, EventsEndpoint.CreateForAll());
        routes.MapQuery(runner, SeriesEndpoint.Create());
        routes.MapQuery(runner, PacketEndpoint.Create());
        routes.MapQuery(runner, RangeEndpoint.Create());
        routes.MapQuery(runner, DerivedEndpoint.Create());
        routes.MapQuery(runner, EventCountsEndpoint.Create());
        routes.MapQuery(runner, TrendsEndpoint.Create());
        routes.MapQuery(runner, HistogramEndpoint.Create());
        routes.MapQuery(runner, GroupsEndpoint.Create());
        routes.MapQuery(runner, FilterEndpoint.Create());
        routes.MapQuery(runner, EventTypesEndpoint.Create());
        routes.MapQuery(runner, GapsEndpoint.Create());
        routes.MapQuery(runner, SqlTablesEndpoint.Create());
    }

    /// <summary>An endpoint that answers in its own way.</summary>
    public static void MapDescribed(this IEndpointRouteBuilder routes, EndpointDescription description, RequestDelegate answer) =>
        routes.MapMethods(description.Pattern, [description.Method], answer)
            // The framework describes only what is a method's endpoint.
            .WithMetadata(answer.Method, description,
                new ProducesResponseTypeMetadata(StatusCodes.Status200OK, description.AnswerType.Type, [description.MediaType]));

    private static void MapQuery<T>(this IEndpointRouteBuilder routes, QueryRunner runner, QueryEndpoint<T> endpoint)
    {
        // Whose store is asked, no endpoint need care for.
        QueryEndpoint<T> ofTenant = endpoint with
        {
            Description = endpoint.Description with
            {
                Parameters = [.. endpoint.Description.Parameters, .. endpoint.Rows is null ? (ReadOnlySpan<Parameter>)[] : [Accepted.Shape], Accepted.Tenant],
                HasRows = endpoint.Rows is not null,
                Faults = [.. endpoint.Description.Faults.Union([StatusCodes.Status404NotFound])],
            },
        };
        routes.MapDescribed(ofTenant.Description, context => runner.AnswerAsync(context, ofTenant));
    }
}
