using System.Globalization;
using System.Text;

namespace Ojo.Generators.Emit;

/// <summary>Builds one JSON object; members come in the order in which they are added.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new("{");

    public JsonText Add(string key, string value) => Raw(key, Quote(value));

    public JsonText Add(string key, long value) => Raw(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds text unless it is empty: a reader takes a missing key as empty.</summary>
    public JsonText AddUnlessEmpty(string key, string value) => value.Length == 0 ? this : Add(key, value);

    /// <summary>Adds a value that is JSON already.</summary>
    public JsonText Raw(string key, string json)
    {
        if (_text.Length > 1)
        {
            _text.Append(',');
        }

        _text.Append(Quote(key)).Append(':').Append(json);
        return this;
    }

    public override string ToString() => _text + "}";

    public static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                result.Append('\\').Append(c);
            }
            else if (c < ' ' || c is '\u2028' or '\u2029')
            {
                result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                result.Append(c);
            }
        }

        return result.Append('"').ToString();
    }
}
