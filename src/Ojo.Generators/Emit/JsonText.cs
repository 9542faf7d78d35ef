using System.Globalization;
using System.Text;

namespace Ojo.Generators.Emit;

/// <summary>Builds one JSON object; members come in the order in which they are added.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new("{");

    public JsonText Add(string key, string value)
    {
        AddKey(key);
        AppendQuoted(_text, value);
        return this;
    }

    public JsonText Add(string key, long value) => Raw(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds text unless it is empty: a reader takes a missing key as empty.</summary>
    public JsonText AddUnlessEmpty(string key, string value) => value.Length == 0 ? this : Add(key, value);

    /// <summary>Adds a value that is JSON already.</summary>
    public JsonText Raw(string key, string json)
    {
        AddKey(key);
        _text.Append(json);
        return this;
    }

    /// <summary>The object; nothing can be added to it any more.</summary>
    public string Close() => _text.Append('}').ToString();

    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2);
        AppendQuoted(json, text);
        return json.ToString();
    }

    private void AddKey(string key)
    {
        if (_text.Length > 1)
        {
            _text.Append(',');
        }

        AppendQuoted(_text, key);
        _text.Append(':');
    }

    private static void AppendQuoted(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                json.Append('\\').Append(c);
            }
            else if (c < ' ' || c is '\u2028' or '\u2029')
            {
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(c);
            }
        }

        json.Append('"');
    }
}
