using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;
using Ojo.Interop.Importing;
using Ojo.Storage;

namespace Ojo.Explorer.Import;

/// <summary><c>POST /api/import</c>, where the explorer was started to allow it: the only request that changes the store.</summary>
/// <param name="path">The store, made where there is none.</param>
internal sealed class ImportEndpoint(string path) : IDisposable
{
    /// <summary>How large a file may be.</summary>
    public const long MostBytes = 1L << 30;

    private const string MediaType = "application/octet-stream";

    // Only one can write to a store.
    private readonly SemaphoreSlim _free = new(1);

    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Method = HttpMethods.Post,
        Pattern = "/api/import",
        Name = "Import",
        Summary = "Takes a file of another program's traces into the store",
        Answer = "What became of the file. One that was taken in before adds nothing.",
        Parameters = [Accepted.FileName, Accepted.FileTime],
        Faults = [413, 415],
        AnswerType = ExplorerJson.Api.ImportResponse,
    };

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        RequestParameters request = new(context.Request, Description.Parameters);
        (string name, long? time) = (SafeFileName.Of(Accepted.FileName.Read(request)!), Accepted.FileTime.Read(request));

        // A page of another site may send a form or plain text without asking, but none of this type.
        if (context.Request.ContentType != MediaType)
        {
            throw Fault.BadRequest(StatusCodes.Status415UnsupportedMediaType, $"Send the file as it is, with 'Content-Type: {MediaType}'.");
        }

        if (!await _free.WaitAsync(TimeSpan.Zero, context.RequestAborted).ConfigureAwait(false))
        {
            throw Fault.Busy("another import");
        }

        try
        {
            ImportResponse answer = await TakeInAsync(context, name, time).ConfigureAwait(false);
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsJsonAsync(answer, ExplorerJson.Api.ImportResponse, "application/json", context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private async Task<ImportResponse> TakeInAsync(HttpContext context, string name, long? time)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        DirectoryInfo directory = Directory.CreateTempSubdirectory("ojo-import-");
        try
        {
            string file = Path.Combine(directory.FullName, name);
            FileStream content = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (content.ConfigureAwait(false))
            {
                await context.Request.Body.CopyToAsync(content, context.RequestAborted).ConfigureAwait(false);
            }

            if (time is { } ms)
            {
                File.SetLastWriteTimeUtc(file, DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime);
            }

            // As long as the file is large: none of the threads that answer others.
            return await Task.Factory.StartNew(() => TakeIn(file, context.RequestAborted), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            throw Fault.StoreUnavailable($"Nothing was taken in: {exception.Message}");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private ImportResponse TakeIn(string file, CancellationToken cancellation)
    {
        HashSet<long> before = Runs(cancellation);
        ImportedFile taken = TraceImport.Run(new ImportOptions { Files = [file], DatabasePath = path }, cancellation).Files[0];
        return new ImportResponse(
            Path.GetFileName(file), taken.Format, taken.Bytes, taken.Events, taken.KnownEvents, [.. Runs(cancellation).Except(before).Order()],
            [.. taken.Problems.Select(static problem => new ImportProblemResponse(problem.Offset < 0 ? null : problem.Offset, problem.Message))], taken.ProblemCount, taken.Failure);
    }

    private HashSet<long> Runs(CancellationToken cancellation)
    {
        if (!OjoStore.Exists(path))
        {
            return [];
        }

        using IStoreReader store = OjoStore.OpenReader(path);
        return [.. store.GetRuns(cancellation).Select(static run => run.RunId)];
    }
}
