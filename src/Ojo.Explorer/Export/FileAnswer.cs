using System.Buffers;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Stores;
using Ojo.Storage;

namespace Ojo.Explorer.Export;

/// <summary>Sends a file while it is made: each piece on a query thread, which is free again while the piece travels.</summary>
internal sealed class FileAnswer(StoreSource source, QueryThreads threads, TimeSpan timeout)
{
    private const int UsualPiece = 256 * 1024;

    /// <summary>Sends all of it.</summary>
    /// <remarks>What goes wrong before the first piece becomes an answer of its own; later it breaks the connection off, so that nobody takes a part for the whole.</remarks>
    public async Task SendAsync(HttpContext context, IFileStream file)
    {
        using StoreLease lease = source.Acquire();
        ArrayBufferWriter<byte> piece = new(UsualPiece);
        for (bool more = true; more;)
        {
            piece.ResetWrittenCount();
            more = await MakeAsync(context, lease, file, piece).ConfigureAwait(false);
            if (!context.Response.HasStarted)
            {
                context.Response.ContentType = file.MediaType;
                context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.FileName}\"";
                context.Response.Headers.CacheControl = "no-store";
                if (context.Items.ContainsKey(HeadRequests.Mark))
                {
                    return;
                }
            }

            await context.Response.Body.WriteAsync(piece.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task<bool> MakeAsync(HttpContext context, StoreLease lease, IFileStream file, ArrayBufferWriter<byte> piece)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(timeout);
        CancellationToken cancellation = limit.Token;
        try
        {
            // Not given up early: until it ends it reads from the lease's store.
            return await (threads.TryRun(() => file.WriteNext(lease.View, piece, cancellation)) ?? throw Fault.Busy("other queries")).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            lease.GiveUp();
            throw;
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw Fault.TooSlow(timeout);
        }
    }
}
