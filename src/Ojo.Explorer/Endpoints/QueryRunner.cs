using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Ojo.Explorer.Export;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;
using Ojo.Storage;

namespace Ojo.Explorer.Endpoints;

/// <summary>Runs an endpoint's query: within the time limit, on a query thread, not at all where the client has the answer.</summary>
internal sealed class QueryRunner(TenantStores stores, QueryThreads threads, TimeSpan timeout)
{
    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync<T>(HttpContext context, QueryEndpoint<T> endpoint)
    {
        RequestParameters request = new(context.Request, endpoint.Description.Parameters) { QueryTimeout = timeout };
        StoreSource source = stores.Of(Accepted.Tenant.Read(request));
        bool asRows = endpoint.Rows is not null && Accepted.Shape.Read(request);
        if (!asRows && endpoint.File?.Invoke(context.Request, request) is { } file)
        {
            await new FileAnswer(source, threads, timeout).SendAsync(context, file).ConfigureAwait(false);
            return;
        }

        BinaryForm<T>? binary = !asRows && endpoint.Binary?.IsWanted(context.Request) is true ? endpoint.Binary : null;
        if (endpoint.Binary is not null)
        {
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        }

        Func<StoreView, CancellationToken, T> query = endpoint.Prepare(request);
        RowsAnswer? rows = null;
        if (asRows)
        {
            Func<StoreView, CancellationToken, T> asked = query;
            query = (store, cancellation) =>
            {
                T answer = asked(store, cancellation);
                rows = ToRows(endpoint.Rows!, answer, store, cancellation);
                return answer;
            };
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(timeout);
        StoreLease lease = source.Acquire();
        Task<T>? running = null;
        try
        {
            StoreEntityTag tag = new(lease.View.GetVersion(), binary is null ? "" : "-b");
            if (tag.ClientHasIt(context))
            {
                return;
            }

            CancellationToken cancellation = limit.Token;
            running = threads.TryRun(() => Run(lease, query, cancellation)) ?? throw Fault.Busy("other queries");
            // The client is told at once; the query notices a little later, and keeps its lease until then.
            T answer = await running.WaitAsync(cancellation).ConfigureAwait(false);
            if (answer is IMayLack { LacksSomething: true })
            {
                // The same question may be answered better though the store stays as it is: with more time, or when a file is back.
                context.Response.Headers.CacheControl = "no-store";
            }
            else
            {
                tag.Announce(context);
            }

            if (rows is not null)
            {
                RowsHeaders.Set(context, rows);
                context.Response.ContentType = "application/json";
                await context.Response.Body.WriteAsync(rows.Json, context.RequestAborted).ConfigureAwait(false);
                return;
            }

            if (binary is not null)
            {
                await binary.WriteAsync(context, answer).ConfigureAwait(false);
                return;
            }

            await context.Response.WriteAsJsonAsync(answer, endpoint.Type, "application/json", context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw Fault.TooSlow(timeout);
        }
        finally
        {
            if (running is null)
            {
                lease.Dispose();
            }
        }
    }

    private static RowsAnswer ToRows<T>(Action<T, RowWriter> write, T answer, StoreView store, CancellationToken cancellation)
    {
        using RowWriter rows = new(store.GetRuns(cancellation)) { IsPartial = answer is IMayLack { LacksSomething: true } };
        write(answer, rows);
        return new RowsAnswer(rows.End(), rows.NextCursor, rows.IsPartial);
    }

    private static T Run<T>(StoreLease lease, Func<StoreView, CancellationToken, T> query, CancellationToken cancellation)
    {
        using (lease)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return query(lease.View, cancellation);
            }
            catch (StoreUnavailableException)
            {
                lease.GiveUp();
                throw;
            }
        }
    }
}
