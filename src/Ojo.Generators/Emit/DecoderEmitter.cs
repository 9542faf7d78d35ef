using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes the decoder of an event: a value with its fields, read from a trace.</summary>
internal static class DecoderEmitter
{
    private const int MaxOnOneLine = 120;
    private const string Interface = "global::Ojo.Format.ITraceEvent";

    public static void Emit(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        string name = recorder.Stem + "Event";
        string description = model.Description.Length > 0 ? ": " + model.Description : "";
        DocumentationEmitter.Summary(code, DocumentationEmitter.EndSentence($"{model.Name}{description}"));
        foreach (ValueModel value in recorder.Values)
        {
            DocumentationEmitter.Parameter(code, value.Property, DocumentationEmitter.Describe(value));
        }

        code.Line(Source.GeneratedCode);
        EmitList(code, $"{recorder.DecoderModifiers} readonly record struct {name}", recorder.Values.Select(static value => $"{value.Type} {value.Property}"), $" : {Interface}<{name}>");
        code.Open();
        DocumentationEmitter.Summary(code, $"The number of {model.Name} in a record.");
        code.Line($"public const uint EventType = {Source.Hex(model.Id)};");
        code.Line();
        code.Line($"static uint {Interface}<{name}>.EventType => EventType;");
        code.Line();
        DocumentationEmitter.Summary(code, $"Reads {model.Name}; false where the event is another one or lacks some of its records.");
        code.Open($"public static bool TryDecode(in global::Ojo.Format.TraceEvent e, out {name} value)");
        string complete = model.WordCount > 1 ? $" || e.WordCount < {Source.Number(model.WordCount)}" : "";
        code.Open($"if (e.EventType != EventType{complete})");
        code.Line("value = default;");
        code.Line("return false;");
        code.Close();
        code.Line();
        if (recorder.Values.Count == 0)
        {
            code.Line("value = default;");
        }
        else
        {
            EmitList(code, $"value = new {name}", recorder.Values.Select(UnpackingEmitter.Value), ";");
        }

        code.Line("return true;");
        code.Close();
        code.Close();
    }

    /// <summary>A list in parentheses, on one line or one item below the other; nothing at all where it is empty.</summary>
    private static void EmitList(CodeWriter code, string before, IEnumerable<string> items, string after)
    {
        List<string> all = [.. items];
        string line = all.Count == 0 ? before : $"{before}({string.Join(", ", all)})";
        if (all.Count == 0 || line.Length <= MaxOnOneLine)
        {
            code.Line(line + after);
            return;
        }

        code.Line(before + "(");
        code.Indent();
        for (int i = 0; i < all.Count; i++)
        {
            code.Line(all[i] + (i == all.Count - 1 ? ")" + after : ","));
        }

        code.Outdent();
    }
}
