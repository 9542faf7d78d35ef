using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>
/// Writes the file of a type for a project whose C# is too old for the real one: the same members, which do nothing. So
/// the build says one thing, that it is too old, and not that each member is missing.
/// </summary>
internal static class StubEmitter
{
    public static string Emit(TypeModel type)
    {
        List<RecorderModel> recorders = [.. type.Recorders.Select(WithoutAnnotations)];
        var code = new CodeWriter();
        if (type.Namespace.Length > 0)
        {
            code.Open($"namespace {type.Namespace}");
        }

        foreach (EnumModel model in type.Enums)
        {
            EnumEmitter.Emit(code, model);
            code.Line();
        }

        if (type.Description.Length > 0)
        {
            DocumentationEmitter.Summary(code, type.Description);
        }

        foreach (string opening in type.Openings)
        {
            code.Open(opening);
        }

        foreach (RecorderModel recorder in recorders)
        {
            EmptyRecorderEmitter.Emit(code, recorder);
            code.Line();
            if (recorder.Event is { } model)
            {
                EmitDecoder(code, recorder, model);
            }
        }

        foreach (string _ in type.Openings)
        {
            code.Close();
        }

        if (type.Namespace.Length > 0)
        {
            code.Close();
        }

        // Only what a user's own declaration says is said again, so that both agree; before C# 8 it could not have said it.
        bool isAnnotated = recorders.Exists(static recorder => recorder.Signature.Contains('?') || recorder.GuardSignature.Contains('?'));
        return (isAnnotated ? Source.Header : Source.PlainHeader) + code;
    }

    /// <summary>Before C# 8 there were no annotations, and a recorder of an events file takes a tracer, a string or an address that may be null.</summary>
    private static RecorderModel WithoutAnnotations(RecorderModel recorder) => recorder.Signature.Contains(" partial ") ? recorder : recorder with
    {
        Signature = recorder.Signature.Replace("?", ""),
        GuardSignature = recorder.GuardSignature.Replace("?", ""),
    };

    private static void EmitDecoder(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        string name = recorder.Stem + "Event";
        DocumentationEmitter.Summary(code, $"{model.Name}: never read, the build says why.");
        code.Line(Source.GeneratedCode);
        code.Open($"{recorder.DecoderModifiers} readonly struct {name}");
        DocumentationEmitter.Summary(code, $"The number of {model.Name} in a record.");
        code.Line($"public const uint EventType = {Source.Hex(model.Id)};");
        foreach (ValueModel value in recorder.Values)
        {
            code.Line();
            DocumentationEmitter.Summary(code, DocumentationEmitter.Describe(value));
            code.Line($"public {value.Type.Replace("?", "")} {value.Property} {{ get {{ throw new global::System.NotSupportedException(); }} }}");
        }

        code.Line();
        DocumentationEmitter.Summary(code, "Reads nothing.");
        code.Open($"public static bool TryDecode(in global::Ojo.Format.TraceEvent e, out {name} value)");
        code.Line("value = default;");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
    }
}
