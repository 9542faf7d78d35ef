using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes the decoder of an event: a value with its fields, read from a trace.</summary>
internal static class DecoderEmitter
{
    public static void Emit(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        string name = recorder.Stem + "Event";
        string description = model.Description.Length > 0 ? ": " + model.Description : "";
        DocumentationEmitter.Summary(code, DocumentationEmitter.EndSentence($"{model.Name}{description}"));
        foreach (FieldBinding binding in recorder.Bindings)
        {
            DocumentationEmitter.Parameter(code, binding.Property, DocumentationEmitter.Describe(binding.Field));
        }

        string properties = string.Join(", ", recorder.Bindings.Select(static b => $"{b.Type} {b.Property}"));
        code.Line(Source.GeneratedCode);
        code.Open($"{recorder.DecoderAccessibility} readonly record struct {name}({properties})");
        DocumentationEmitter.Summary(code, $"The number of {model.Name} in a record.");
        code.Line($"public const uint EventType = {Source.Hex(model.Id)};");
        code.Line();
        DocumentationEmitter.Summary(code, $"Reads a {model.Name}; false where the event is another one or lacks some of its records.");
        code.Open($"public static bool TryDecode(in global::Ojo.Format.TraceEvent e, out {name} value)");
        string complete = model.WordCount > 1 ? $" || e.WordCount < {Source.Number(model.WordCount)}" : "";
        code.Open($"if (e.EventType != EventType{complete})");
        code.Line("value = default;");
        code.Line("return false;");
        code.Close();
        code.Line();
        string values = string.Join(", ", recorder.Bindings.Select(PackingEmitter.Decoded));
        code.Line($"value = new {name}({values});");
        code.Line("return true;");
        code.Close();
        code.Close();
    }
}
