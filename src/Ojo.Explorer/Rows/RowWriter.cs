using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Responses;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Rows;

/// <summary>Writes an answer as rows: one array of objects whose members are texts, numbers, truths and nulls, and nothing else.</summary>
/// <remarks>What an answer may say beside its rows, programs that read rows have no place for: <see cref="NextCursor"/> and <see cref="IsPartial"/> become headers.</remarks>
internal sealed class RowWriter : IDisposable
{
    /// <summary>More than a chart has pixels for, and as many as a program that draws charts reads at once.</summary>
    public const int MostRows = 100_000;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly Utf8JsonWriter _writer;
    private readonly Dictionary<long, StoredRun> _runs;
    private int _rows;

    /// <param name="runs">Every run of the store: what times count from.</param>
    public RowWriter(IEnumerable<StoredRun> runs)
    {
        _writer = new Utf8JsonWriter(_output, s_options);
        _runs = runs.ToDictionary(static run => run.RunId);
        _writer.WriteStartArray();
    }

    /// <summary>Names the rows that follow these; null where there are none.</summary>
    public string? NextCursor { get; set; }

    /// <summary>Whether something is missing.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Begins a row; the one before is at its end.</summary>
    /// <exception cref="RequestFaultException">There are too many.</exception>
    public RowWriter Row()
    {
        if (_rows > 0)
        {
            _writer.WriteEndObject();
        }

        if (++_rows > MostRows)
        {
            throw Fault.BadParameter("shape", string.Create(CultureInfo.InvariantCulture,
                $"There would be more than {MostRows} rows. Ask for a smaller width or limit, fewer types or a shorter range."));
        }

        _writer.WriteStartObject();
        return this;
    }

    /// <summary>A time by the clock on the wall: ISO 8601 in UTC, nine digits of a second.</summary>
    public RowWriter Time(string name, long? unixNs)
    {
        _writer.WriteString(name, unixNs is { } ns ? Iso(ns) : null);
        return this;
    }

    /// <summary>A time since a run's start, by the clock on the wall; null where the run is not known.</summary>
    public RowWriter Time(string name, long runId, long tNs) => Time(name, StartOf(runId) is { } startNs ? Since(startNs, tNs) : null);

    public RowWriter Text(string name, string? value)
    {
        _writer.WriteString(name, value);
        return this;
    }

    /// <summary>A number; null where it is not finite, which JSON cannot say.</summary>
    public RowWriter Number(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            _writer.WriteNumber(name, number);
        }
        else
        {
            _writer.WriteNull(name);
        }

        return this;
    }

    public RowWriter Number(string name, long value)
    {
        _writer.WriteNumber(name, value);
        return this;
    }

    /// <summary>The run, and who it is of.</summary>
    public RowWriter Run(long runId)
    {
        StoredRun? run = _runs.GetValueOrDefault(runId);
        return Number("run", runId).Text("service", run?.Service).Text("host", run?.Host);
    }

    /// <summary>An event's fields, each as a page of events has it, under <c>field_</c> and its name.</summary>
    public RowWriter Fields(EventFields fields)
    {
        EventFieldsConverter.WriteMembers(_writer, fields, static name => $"field_{Flat(name)}");
        return this;
    }

    /// <summary>The Unix time at which a run started; null where it is not known.</summary>
    public long? StartOf(long runId) => _runs.GetValueOrDefault(runId)?.StartNs;

    /// <summary>The run of a flow's name.</summary>
    public static long RunOf(string flow) => FlowKey.TryParse(flow, out FlowKey key) ? key.RunId : throw new ArgumentException($"'{flow}' is no flow's name.", nameof(flow));

    /// <summary>A time that is so long after another, as late as a number can say.</summary>
    public static long Since(long startNs, long tNs) => (long)Int128.Clamp((Int128)startNs + tNs, long.MinValue, long.MaxValue);

    /// <summary>A name that no language of paths takes for more than a name: letters, digits and <c>_</c>.</summary>
    public static string Flat(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>The rows' bytes. Nothing can be added after that.</summary>
    public ReadOnlyMemory<byte> End()
    {
        if (_rows > 0)
        {
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
        _writer.Flush();
        return _output.WrittenMemory;
    }

    public void Dispose() => _writer.Dispose();

    private static string Iso(long unixNs)
    {
        (long ticks, long rest) = Math.DivRem(unixNs, 100);
        if (rest < 0)
        {
            (ticks, rest) = (ticks - 1, rest + 100);
        }

        // Every long of nanoseconds is a year from 1677 to 2262: no overflow.
        return string.Create(CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddTicks(ticks):yyyy-MM-ddTHH:mm:ss.fffffff}{rest:00}Z");
    }
}
