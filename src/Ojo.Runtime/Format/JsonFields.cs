using System.Globalization;
using System.Text.Json;

namespace Ojo.Format;

/// <summary>The fields of a JSON object from a file that somebody else may have written: absent ones have defaults, wrong ones an error.</summary>
internal readonly struct JsonFields
{
    private readonly JsonElement _object;
    private readonly string _where;

    /// <param name="element">What should be an object.</param>
    /// <param name="where">What it is called in messages, in capitals at the beginning of a sentence.</param>
    public JsonFields(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new TraceFormatException($"{where} is a JSON {element.ValueKind.ToString().ToLowerInvariant()} where an object was expected.");
        }

        _object = element;
        _where = where;
    }

    public string Text(string key, string absent = "") => Find(key, JsonValueKind.String, "a string")?.GetString() ?? absent;

    public string RequiredText(string key)
    {
        string text = Text(key);
        return text.Length > 0 ? text : throw new TraceFormatException($"{_where} has no \"{key}\".");
    }

    public bool Flag(string key, bool absent)
    {
        if (!_object.TryGetProperty(key, out JsonElement value))
        {
            return absent;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(key, "true or false"),
        };
    }

    public long Integer(string key, long absent)
    {
        if (Find(key, JsonValueKind.Number, "a whole number") is not { } value)
        {
            return absent;
        }

        return value.TryGetInt64(out long number) ? number : throw Wrong(key, "a whole number of 64 bits");
    }

    public int Int32(string key, int absent = 0, int least = int.MinValue, int most = int.MaxValue)
    {
        long number = Integer(key, absent);
        return number >= least && number <= most ? (int)number : throw Wrong(key, $"a whole number from {least} to {most}");
    }

    public ulong RequiredUnsigned(string key)
    {
        JsonElement value = Find(key, JsonValueKind.Number, "a whole number") ?? throw new TraceFormatException($"{_where} has no \"{key}\".");
        return value.TryGetUInt64(out ulong number) ? number : throw Wrong(key, "a whole number of 64 bits that is not negative");
    }

    public ulong Hash(string key)
    {
        string text = Text(key);
        if (text.Length == 0)
        {
            return 0;
        }

        return ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash)
            ? hash
            : throw Wrong(key, "16 hexadecimal digits");
    }

    public DateTimeOffset? Time(string key)
    {
        if (Find(key, JsonValueKind.String, "a time") is not { } value)
        {
            return null;
        }

        return value.TryGetDateTimeOffset(out DateTimeOffset time) ? time : throw Wrong(key, "a time in ISO 8601");
    }

    /// <summary>The value of one of an enum's members, which stands there in snake case; another word is the default.</summary>
    public T Word<T>(string key, T absent)
        where T : struct, Enum
    {
        string word = Text(key);
        return word.Length > 0 && Enum.TryParse(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out T value)
            && !char.IsAsciiDigit(word[0])
            ? value
            : absent;
    }

    /// <summary>The elements of an array; none where it is absent.</summary>
    public IEnumerable<JsonElement> Elements(string key) =>
        Find(key, JsonValueKind.Array, "an array") is { } array ? array.EnumerateArray() : [];

    /// <summary>The properties of an object; none where it is absent.</summary>
    public IEnumerable<JsonProperty> Properties(string key) =>
        Find(key, JsonValueKind.Object, "an object") is { } value ? value.EnumerateObject() : [];

    public TraceFormatException Wrong(string key, string expected) =>
        new($"{_where} has {Shown(key)} as \"{key}\" where {expected} was expected.");

    private string Shown(string key)
    {
        string text = _object.TryGetProperty(key, out JsonElement value) ? value.GetRawText() : "nothing";
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "…");
    }

    private JsonElement? Find(string key, JsonValueKind kind, string expected)
    {
        if (!_object.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == kind ? value : throw Wrong(key, expected);
    }
}
