using Ojo.Cli.Query;
using Ojo.Cli.Rows;
using Ojo.Storage.Queries;
using Ojo.Watcher;

namespace Ojo.Cli.Tail;

/// <summary>Writes events as lines: for people, in colours where there are any, or as JSON.</summary>
internal sealed class EventLines
{
    private readonly TextWriter _output;
    private readonly bool _isColored;
    private readonly JsonRowWriter? _json;
    private readonly object?[] _cells = new object?[EventColumns.Names.Count];

    /// <param name="output">Standard output.</param>
    /// <param name="isJson">Whether each line is an object of JSON.</param>
    /// <param name="isColored">Whether lines for people have colours.</param>
    public EventLines(TextWriter output, bool isJson, bool isColored)
    {
        (_output, _isColored) = (output, isColored);
        if (isJson)
        {
            _json = new JsonRowWriter(output, isLines: true);
            _json.Begin(EventColumns.Names);
        }
    }

    public void Write(EventRow one, StoredRun run, EventRole role)
    {
        if (_json is not null)
        {
            EventColumns.Fill(_cells, one, run);
            _json.Write(_cells);
            return;
        }

        string color = _isColored ? RoleColor.Of(role) : "";
        string service = run.Service is { Length: > 0 } name ? $"{PrintableText.Of(name)}  " : "";
        string fields = PrintableText.Of(CellText.Of(one.Fields));
        _output.Write($"{EventColumns.TimeOf(one, run)}  {service}{one.Flow}  {color}{PrintableText.Of(one.Name)}{(color.Length > 0 ? RoleColor.End : "")}{(fields.Length > 0 ? "  " : "")}{fields}\n");
    }
}
