using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Responses;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Sql;

/// <summary>Reads the statement that a request asks for.</summary>
/// <param name="limits">The most that a statement may take.</param>
internal sealed class SqlRequestReader(SqlLimits limits)
{
    // A statement of 65,536 characters, each written as JSON writes those that it cannot write otherwise.
    public const int MostBytes = 512 * 1024;

    /// <exception cref="RequestFaultException">The request is at fault.</exception>
    public async Task<SqlQuery> ReadAsync(HttpContext context)
    {
        // A page of another site may send a form or plain text without asking, but no JSON.
        if (!context.Request.HasJsonContentType())
        {
            throw Fault.BadRequest(StatusCodes.Status415UnsupportedMediaType, "Send the statement as JSON, with 'Content-Type: application/json': {\"sql\": \"SELECT …\"}.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        SqlRequest request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, ExplorerJson.Api.SqlRequest, context.RequestAborted).ConfigureAwait(false)
                ?? throw Fault.BadRequest(StatusCodes.Status400BadRequest, "The body is null. Send {\"sql\": \"SELECT …\"}.");
        }
        catch (JsonException exception)
        {
            throw Fault.BadRequest(StatusCodes.Status400BadRequest,
                $"The body cannot be read as {{\"sql\", \"parameters\", \"maxRows\", \"from\", \"to\"}}: {Fault.Shown(exception.Message)}");
        }

        return QueryOf(request);
    }

    private SqlQuery QueryOf(SqlRequest request)
    {
        if (request.Sql is null)
        {
            throw Fault.BadParameter("sql", "sql is null. Give it a statement that begins with SELECT, WITH or VALUES.");
        }

        if (request.MaxRows is <= 0)
        {
            throw Fault.BadParameter("maxRows", "maxRows must be 1 or more.");
        }

        (IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named) = SqlParameterValues.Read(request.Parameters);
        return new SqlQuery
        {
            Text = request.Sql,
            Positional = positional,
            Named = named,
            Limits = limits with { Rows = Math.Min(request.MaxRows ?? limits.Rows, limits.Rows) },
            FromUnixNs = TimeOf("from", request.From),
            ToUnixNs = TimeOf("to", request.To),
        };
    }

    private static long? TimeOf(string name, string? text) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time) ? time
        : throw Fault.BadParameter(name, $"{name} is a Unix time in nanoseconds, a string of digits, and '{Fault.Shown(text)}' is none.");
}
