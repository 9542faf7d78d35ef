using Ojo.Generators.Model;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.Emit;

/// <summary>Documentation comments, carried over from the declaration.</summary>
internal static class DocumentationEmitter
{
    public static void Summary(CodeWriter code, string text) => code.Line($"/// <summary>{Source.Xml(text)}</summary>");

    public static void Parameter(CodeWriter code, string name, string text) =>
        code.Line($"/// <param name=\"{name}\">{Source.Xml(text)}</param>");

    /// <summary>A value in a sentence: what its one field says of itself, or what is said of all of them.</summary>
    public static string Describe(ValueModel value) =>
        value.Making == ValueMaking.Field || (value.Fields.Count == 1 && value.Description.Length == 0)
            ? Describe(value.Fields[0].Field)
            : EndSentence(value.Description.Length > 0 ? value.Description : "The event's " + Words.ToSnake(value.Property).Replace('_', ' '));

    /// <summary>A field in a sentence: its description, else its name, and its unit.</summary>
    public static string Describe(FieldModel field)
    {
        string text = field.Description.Length > 0 ? field.Description : "The event's " + field.Name.Replace('_', ' ');
        string unit = field.Unit.Length > 0 && !text.EndsWith(field.Unit, StringComparison.OrdinalIgnoreCase) ? $", in {field.Unit}" : "";
        return EndSentence(text.TrimEnd('.') + unit);
    }

    /// <summary><paramref name="text"/> with a full stop where it lacks an end.</summary>
    public static string EndSentence(string text) =>
        text.Length == 0 || text[text.Length - 1] is '.' or '!' or '?' ? text : text + ".";
}
