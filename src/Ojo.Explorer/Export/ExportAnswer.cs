using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Stores;
using Ojo.Interop.Exporting;
using Ojo.Storage;

namespace Ojo.Explorer.Export;

/// <summary>Sends an export while it is made. A client that reads slowly holds up its own export and no query.</summary>
internal sealed class ExportAnswer(TimeSpan timeout) : IDisposable
{
    // Each has a thread of its own while it lasts, which may be as long as its client reads.
    private const int MostAtOnce = 2;

    private static readonly PipeOptions s_pipe = new(pauseWriterThreshold: 1024 * 1024, resumeWriterThreshold: 512 * 1024, useSynchronizationContext: false);

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    /// <summary>Sends all of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="source">Whose events.</param>
    /// <param name="exporter">Writes them.</param>
    /// <param name="fileName">What a browser calls the file.</param>
    /// <param name="select">Checks what was asked for and says which events that is.</param>
    /// <remarks>What goes wrong before the first bytes becomes an answer of its own; later it breaks the connection off, so that nobody takes a part for the whole.</remarks>
    public async Task SendAsync(HttpContext context, StoreSource source, IExporter exporter, string fileName, Func<StoreView, CancellationToken, ExportSource> select)
    {
        if (!await _free.WaitAsync(TimeSpan.Zero, context.RequestAborted).ConfigureAwait(false))
        {
            throw Fault.Busy("other exports");
        }

        try
        {
            using StoreLease lease = source.Acquire();
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            limit.CancelAfter(timeout);
            bool isHead = context.Items.ContainsKey(HeadRequests.Mark);
            Pipe pipe = new(s_pipe);
            Task running = Task.Factory.StartNew(() => Make(pipe.Writer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            try
            {
                // The first bytes, or what went wrong before them.
                ReadResult first = await pipe.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                context.Response.ContentType = exporter.MediaType;
                context.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
                context.Response.Headers.CacheControl = "no-store";
                pipe.Reader.AdvanceTo(first.Buffer.Start);
                if (!isHead)
                {
                    await pipe.Reader.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                throw Fault.TooSlow(timeout);
            }
            catch (StoreUnavailableException)
            {
                lease.GiveUp();
                throw;
            }
            finally
            {
                // Until it ends it reads from the lease's store.
                await limit.CancelAsync().ConfigureAwait(false);
                await pipe.Reader.CompleteAsync().ConfigureAwait(false);
                await running.ConfigureAwait(false);
            }

            void Make(PipeWriter writer)
            {
                Exception? fault = null;
                try
                {
                    ExportSource selected = select(lease.View, limit.Token);
                    if (!isHead)
                    {
                        using ExportPipe stream = new(writer, limit, timeout);
                        exporter.Export(selected, stream, limit.Token);
                    }
                }
                // Whatever went wrong belongs to whoever asked.
#pragma warning disable CA1031
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    fault = exception;
                }

                writer.Complete(fault);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
