using System.Globalization;
using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Storage.Decoding;

/// <summary>A test of a field's value as a person would write it.</summary>
/// <param name="field">The field.</param>
/// <param name="number">Its number in the type.</param>
/// <param name="textsBefore">How many of the event's texts come before its own.</param>
/// <param name="isWanted">Whether a text passes.</param>
internal sealed class TextTest(FieldDescriptor field, int number, int textsBefore, Func<string, bool> isWanted) : IEventTest
{
    public int Number => number;

    public (double Min, double Max)? Bounds => null;

    public bool Passes(in TraceEvent traceEvent, IEventTexts texts)
    {
        texts.GoTo(textsBefore);
        return FieldDecoder.ToObject(traceEvent, field, texts) is object value && isWanted(TextOf(value));
    }

    private static string TextOf(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
