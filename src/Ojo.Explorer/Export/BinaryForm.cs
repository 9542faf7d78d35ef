using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Ojo.Explorer.Export;

/// <summary>A form of an answer that programs read faster than JSON.</summary>
/// <param name="MediaType">By which it is asked for.</param>
/// <param name="Write">Writes an answer in it.</param>
internal sealed record BinaryForm<T>(string MediaType, Action<T, IBufferWriter<byte>> Write)
{
    /// <summary>Whether a request asks for it.</summary>
    public bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(one => one.Quality != 0 && one.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sends an answer.</summary>
    public async Task WriteAsync(HttpContext context, T answer)
    {
        context.Response.ContentType = MediaType;
        Write(answer, context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
