using System.Text;

namespace Ojo.Generators.Emit;

/// <summary>A generated file: text with indentation, the same on every machine. Lines end in <c>\n</c>.</summary>
/// <param name="header">Its first lines.</param>
internal sealed class CodeWriter(string header = "")
{
    private readonly StringBuilder _text = new(header);
    private int _depth;

    /// <summary>Writes one line at the present depth; an empty one has no trailing spaces.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes <paramref name="header"/> and an opening brace, and goes one deeper.</summary>
    public void Open(string header)
    {
        Line(header);
        Open();
    }

    /// <summary>Writes an opening brace and goes one deeper.</summary>
    public void Open()
    {
        Line("{");
        _depth++;
    }

    /// <summary>Goes one up and writes the closing brace.</summary>
    public void Close(string after = "")
    {
        _depth--;
        Line("}" + after);
    }

    /// <summary>Goes one deeper without a brace: the continuation of a line.</summary>
    public void Indent() => _depth++;

    /// <summary>Goes one up without a brace.</summary>
    public void Outdent() => _depth--;

    public override string ToString() => _text.ToString();
}
