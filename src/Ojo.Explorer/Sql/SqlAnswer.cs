using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Responses;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Sql;

/// <summary>Writes a statement's rows to its client while they come.</summary>
/// <remarks>
/// Nothing is sent before there is some of it, so that most errors become an answer of their own; what goes wrong later is said
/// at the end of the rows. The thread that runs the statement writes, and waits for a client that reads slowly.
/// </remarks>
internal sealed class SqlAnswer(HttpContext context) : ISqlSink, IDisposable
{
    private const int BytesBetweenWrites = 32 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(BytesBetweenWrites * 2);
    private Utf8JsonWriter? _writer;
    private long _rows;

    /// <summary>Whether anything has been sent.</summary>
    public bool HasBegun { get; private set; }

    public void Begin(IReadOnlyList<SqlColumn> columns)
    {
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        _writer.WriteStartObject();
        _writer.WriteStartArray("columns"u8);
        foreach (SqlColumn column in columns)
        {
            JsonSerializer.Serialize(_writer, SqlColumnResponse.Of(column), ExplorerJson.Api.SqlColumnResponse);
        }

        _writer.WriteEndArray();
        _writer.WriteStartArray("rows"u8);
    }

    public bool Take(SqlRow row)
    {
        _writer!.WriteStartArray();
        for (int column = 0; column < row.Count; column++)
        {
            SqlCellConverter.Write(_writer, row, column);
        }

        _writer.WriteEndArray();
        _rows++;
        if (_writer.BytesPending + _buffer.WrittenCount >= BytesBetweenWrites)
        {
            // Not the request's own thread: nobody else writes meanwhile.
            SendAsync().GetAwaiter().GetResult();
        }

        return true;
    }

    /// <summary>Ends the answer of a statement that has been run.</summary>
    public Task EndAsync(SqlResult result) => EndAsync(
        result.Kinds, result.Stopped == SqlLimit.None ? null : SnakeCase.Of(result.Stopped), result.Elapsed.TotalMilliseconds, result.Missing, null);

    /// <summary>Ends the answer of a statement that went wrong on its way.</summary>
    public Task EndAsync(Problem problem, TimeSpan elapsed) => EndAsync([], "problem", elapsed.TotalMilliseconds, [], problem);

    public void Dispose() => _writer?.Dispose();

    private async Task EndAsync(IReadOnlyList<SqlKinds> kinds, string? stopped, double elapsedMs, IReadOnlyList<MissingPart> missing, Problem? problem)
    {
        if (_writer is null)
        {
            Begin([]);
        }

        Utf8JsonWriter writer = _writer!;
        writer.WriteEndArray();
        writer.WriteNumber("rowCount"u8, _rows);
        writer.WriteStartArray("kinds"u8);
        foreach (SqlKinds kind in kinds)
        {
            writer.WriteStartArray();
            foreach (SqlKinds one in Enum.GetValues<SqlKinds>().Where(one => one != SqlKinds.None && kind.HasFlag(one)))
            {
                writer.WriteStringValue(SnakeCase.Of(one));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteString("stopped"u8, stopped);
        writer.WriteNumber("elapsedMs"u8, Math.Round(elapsedMs, 3));
        writer.WriteStartArray("missing"u8);
        foreach (MissingPart part in missing)
        {
            JsonSerializer.Serialize(writer, MissingPartResponse.Of(part), ExplorerJson.Api.MissingPartResponse);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("problem"u8);
        if (problem is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            JsonSerializer.Serialize(writer, problem, ExplorerJson.Api.Problem);
        }

        writer.WriteEndObject();
        await SendAsync().ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        if (!HasBegun)
        {
            HasBegun = true;
            context.Response.ContentType = "application/json";
            context.Response.Headers.CacheControl = "no-store";
        }

        _writer!.Flush();
        await context.Response.Body.WriteAsync(_buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }
}
