using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Ojo.Extensions;

/// <summary>Names and values as one line, <c>size=1200 path="/a b"</c>. What finds no room is cut off.</summary>
/// <remarks>
/// A value that is empty or has a space, a quote, <c>=</c> or a control character stands in quotes, with a backslash before quotes and
/// backslashes, so that the line can be taken apart again. A thread keeps one and lends it out; whoever logs while it formats a
/// value gets another.
/// </remarks>
internal sealed class ValuesText
{
    /// <summary>The name of a template among the values.</summary>
    public const string OriginalFormat = "{OriginalFormat}";

    private const string NullInMessages = "(null)";

    private static readonly SearchValues<char> s_needQuotes =
        SearchValues.Create([' ', '"', '=', '\\', .. Enumerable.Range(0, 32).Select(static control => (char)control)]);

    [ThreadStatic]
    private static ValuesText? t_kept;

    private readonly char[] _buffer = new char[Tracer.MostTextBytes];
    private int _length;

    private ValuesText()
    {
    }

    public ReadOnlySpan<char> Text => _buffer.AsSpan(0, _length);

    private Span<char> Room => _buffer.AsSpan(_length);

    public static ValuesText Rent()
    {
        ValuesText text = t_kept ?? new ValuesText();
        t_kept = null;
        text._length = 0;
        return text;
    }

    public static void Return(ValuesText text) => t_kept = text;

    /// <summary>Appends what a message or a scope was made of, but for the template.</summary>
    public void Append(IReadOnlyList<KeyValuePair<string, object?>> pairs)
    {
        int count = pairs.Count;
        for (int i = 0; i < count && !Room.IsEmpty; i++)
        {
            (string name, object? value) = pairs[i];
            if (name != OriginalFormat)
            {
                Append(name, value);
            }
        }
    }

    /// <summary>Appends what the scopes say that are open around the caller, outermost first.</summary>
    public void AppendScopes(IExternalScopeProvider scopes) =>
        scopes.ForEachScope(static (scope, text) => text.AppendScope(scope), this);

    /// <summary>Appends one pair of what stands in a message, where nothing stands for null in parentheses.</summary>
    public void AppendText(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        AppendName(name);
        if (value.SequenceEqual(NullInMessages))
        {
            AppendRaw("null");
        }
        else
        {
            AppendText(value);
        }
    }

    /// <summary>Appends one pair.</summary>
    public void Append(string name, object? value)
    {
        AppendName(name);
        int start = _length;
        try
        {
            AppendValue(value);
        }
        catch (Exception exception)
        {
            // A value that cannot be shown must not cost the message.
            _length = start;
            AppendRaw("!");
            AppendRaw(exception.GetType().Name);
        }
    }

    private void AppendName(ReadOnlySpan<char> name)
    {
        if (_length > 0)
        {
            AppendRaw(" ");
        }

        AppendRaw(name);
        AppendRaw("=");
    }

    private void AppendScope(object? scope)
    {
        if (scope is IReadOnlyList<KeyValuePair<string, object?>> pairs)
        {
            Append(pairs);
        }
        else if (scope is IEnumerable<KeyValuePair<string, object?>> others)
        {
            foreach ((string name, object? value) in others)
            {
                Append(name, value);
            }
        }
        else
        {
            Append("scope", scope);
        }
    }

    private void AppendValue(object? value)
    {
        if (value is null)
        {
            AppendRaw("null");
        }
        else if (value is string text)
        {
            AppendText(text);
        }
        else if (value is not ISpanFormattable formattable)
        {
            AppendText(value is IFormattable other ? other.ToString(null, CultureInfo.InvariantCulture) : value.ToString());
        }
        else if (formattable.TryFormat(Room, out int written, default, CultureInfo.InvariantCulture))
        {
            Span<char> formatted = Room[..written];
            _length += written;
            if (written == 0 || MustBeQuoted(formatted))
            {
                // Rare, a date for instance: what has been formatted is in the way.
                string copy = formatted.ToString();
                _length -= written;
                AppendText(copy);
            }
        }
        else
        {
            AppendRaw("…");
        }
    }

    private void AppendText(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && !MustBeQuoted(text))
        {
            AppendRaw(text);
            return;
        }

        AppendRaw("\"");
        foreach (char c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    AppendRaw("\\");
                    AppendRaw([c]);
                    break;
                case '\n':
                    AppendRaw("\\n");
                    break;
                case '\r':
                    AppendRaw("\\r");
                    break;
                case '\t':
                    AppendRaw("\\t");
                    break;
                default:
                    AppendRaw([c]);
                    break;
            }
        }

        AppendRaw("\"");
    }

    private static bool MustBeQuoted(ReadOnlySpan<char> text) => text.ContainsAny(s_needQuotes);

    private void AppendRaw(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, Room.Length)];
        text.CopyTo(Room);
        _length += text.Length;
    }
}
