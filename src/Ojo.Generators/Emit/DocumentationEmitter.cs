using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Documentation comments, carried over from the declaration.</summary>
internal static class DocumentationEmitter
{
    public static void Summary(CodeWriter code, string text) => code.Line($"/// <summary>{Source.Xml(text)}</summary>");

    public static void Parameter(CodeWriter code, string name, string text) =>
        code.Line($"/// <param name=\"{name}\">{Source.Xml(text)}</param>");

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
