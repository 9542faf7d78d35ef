using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Sql;

/// <summary><c>POST /api/query</c></summary>
internal sealed class SqlEndpoint(TenantStores stores, QueryThreads threads, SqlLimits limits)
{
    // A client that waits behind as many statements as may be waiting waits longer than it wants to.
    public const int MostAtOnce = 8;

    private readonly SqlRequestReader _requests = new(limits);
    private int _running;

    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Method = HttpMethods.Post,
        Pattern = "/api/query",
        Name = "QuerySql",
        Summary = "Read-only SQL",
        Answer = "The statement's rows, up to the limits; stopped says which of them was reached.",
        Parameters = [Accepted.Tenant],
        Faults = [404, 413, 415],
        RequestType = ExplorerJson.Api.SqlRequest,
        AnswerType = ExplorerJson.Api.SqlResponse,
    };

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        StoreSource source = stores.Of(Accepted.Tenant.Read(new RequestParameters(context.Request, Description.Parameters)));
        SqlQuery query = await _requests.ReadAsync(context).ConfigureAwait(false);
        if (Interlocked.Increment(ref _running) > MostAtOnce)
        {
            Interlocked.Decrement(ref _running);
            throw Fault.Busy("other statements");
        }

        try
        {
            await RunAsync(context, source, query).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task RunAsync(HttpContext context, StoreSource source, SqlQuery query)
    {
        long began = Stopwatch.GetTimestamp();
        using SqlAnswer answer = new(context);
        StoreLease lease = source.Acquire();
        Task<SqlResult>? running = threads.TryRun(() => Run(lease, query, answer, context.RequestAborted));
        if (running is null)
        {
            lease.Dispose();
            throw Fault.Busy("other statements");
        }

        try
        {
            // Not given up early: until it ends it may be writing the answer.
            await answer.EndAsync(await running.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (StoreSqlException exception) when (!answer.HasBegun)
        {
            throw Fault.BadSql(exception.Message, exception.Offset, exception.Length);
        }
        catch (StoreSqlException exception)
        {
            await answer.EndAsync(Fault.BadSql(exception.Message, exception.Offset, exception.Length).Problem, Stopwatch.GetElapsedTime(began)).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception) when (answer.HasBegun)
        {
            await answer.EndAsync(Fault.StoreUnavailable(source.Explain(exception)).Problem, Stopwatch.GetElapsedTime(began)).ConfigureAwait(false);
        }
    }

    private static SqlResult Run(StoreLease lease, SqlQuery query, SqlAnswer answer, CancellationToken cancellation)
    {
        using (lease)
        {
            try
            {
                return lease.View.Reader.QuerySql(query, answer, cancellation);
            }
            catch (StoreUnavailableException)
            {
                lease.GiveUp();
                throw;
            }
        }
    }
}
