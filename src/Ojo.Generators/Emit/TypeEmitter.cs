using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes the file of one type: its recorders with their guards, then their decoders, then the switches.</summary>
internal static class TypeEmitter
{
    public static string Emit(TypeModel type)
    {
        if (type.IsStub)
        {
            return StubEmitter.Emit(type);
        }

        var code = new CodeWriter(Source.Header);
        if (type.Namespace.Length > 0)
        {
            code.Line($"namespace {type.Namespace};");
            code.Line();
        }

        foreach (EnumModel model in type.Enums)
        {
            EnumEmitter.Emit(code, model);
            code.Line();
        }

        EmitType(code, type);
        SwitchesEmitter.Emit(code, type);
        return code.ToString();
    }

    private static void EmitType(CodeWriter code, TypeModel type)
    {
        if (type.Description.Length > 0)
        {
            DocumentationEmitter.Summary(code, type.Description);
        }

        foreach (string opening in type.Openings)
        {
            code.Open(opening);
        }

        string switches = type.Namespace.Length > 0
            ? $"global::{type.Namespace}.{SwitchesEmitter.ClassName}"
            : $"global::{SwitchesEmitter.ClassName}";
        bool first = true;
        foreach (RecorderModel recorder in type.Recorders)
        {
            Separate(code, ref first);
            RecorderEmitter.Emit(code, recorder, switches);
        }

        foreach (RecorderModel recorder in type.Recorders)
        {
            if (recorder.Event is { } model)
            {
                Separate(code, ref first);
                DecoderEmitter.Emit(code, recorder, model);
            }
        }

        foreach (string _ in type.Openings)
        {
            code.Close();
        }
    }

    private static void Separate(CodeWriter code, ref bool first)
    {
        if (!first)
        {
            code.Line();
        }

        first = false;
    }
}
