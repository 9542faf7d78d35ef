using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Filters;

namespace Ojo.Explorer.Faults;

/// <summary>Turns what goes wrong while a request is answered into an error that the client can read.</summary>
internal sealed partial class FaultMiddleware(RequestDelegate next, StoreSource source, ILogger<FaultMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && Bare(context) is { } fault)
            {
                await ProblemWriter.WriteAsync(context, fault).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be told, and a query that was stopped for that reason is no fault.
            if (exception is not OperationCanceledException)
            {
                LogAfterAbort(exception, Fault.Shown(context.Request.Path.Value ?? "/"));
            }
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await ProblemWriter.WriteAsync(context, Translate(context, exception)).ConfigureAwait(false);
        }
    }

    /// <summary>What routing answers with a status alone.</summary>
    private static RequestFaultException? Bare(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Fault.UnknownPath(context.Request.Path.Value ?? "/"),
        StatusCodes.Status405MethodNotAllowed => Fault.MethodNotAllowed(
            context.Request.Method, context.Response.Headers.Allow == HttpMethods.Post ? HttpMethods.Post : "GET, HEAD"),
        _ => null,
    };

    private RequestFaultException Translate(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RequestFaultException told:
                return told;
            case FilterException fault:
                return Fault.BadFilter(fault);
            case StoreQueryException:
                return Fault.BadQuery(exception.Message);
            case StoreUnavailableException unavailable:
                return Fault.StoreUnavailable(source.Explain(unavailable));
            case BadHttpRequestException bad:
                return Fault.BadRequest(bad.StatusCode, bad.Message);
            default:
                LogInternal(exception, context.TraceIdentifier, Fault.Shown(context.Request.Path.Value ?? "/"));
                return Fault.Internal(context.TraceIdentifier);
        }
    }

    [LoggerMessage(LogLevel.Error, "Request {TraceId} for {Path} failed.")]
    private partial void LogInternal(Exception exception, string traceId, string path);

    [LoggerMessage(LogLevel.Debug, "A request for {Path} failed after its client had left.")]
    private partial void LogAfterAbort(Exception exception, string path);
}
