using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes a recorder that records nothing, so that the method has a body and its callers compile.</summary>
/// <remarks>
/// Of a removed event nothing else is left, and <c>[Conditional]</c> has the compiler leave out the calls and the evaluation of
/// their arguments. A wrong declaration gets a body all the same, so that its author reads one message and not two.
/// </remarks>
internal static class EmptyRecorderEmitter
{
    // Nobody defines it. If somebody does, the calls are there and do nothing.
    private const string NeverDefined = "OJO_REMOVED_CATEGORIES";

    public static void Emit(CodeWriter code, RecorderModel recorder)
    {
        if (recorder.WritesDocumentation)
        {
            DocumentationEmitter.Summary(code, recorder.IsRemoved
                ? "Records nothing: the event's category is not compiled in."
                : "Records nothing: the build says why.");
            RecorderEmitter.EmitParameterDocs(code, recorder);
        }

        code.Line(Source.GeneratedCode);
        if (recorder.IsRemoved && !recorder.IsDispatched)
        {
            code.Line($"[global::System.Diagnostics.Conditional(\"{NeverDefined}\")]");
        }

        code.Open(recorder.Signature);
        if (recorder.IsRemoved && recorder.EmptyBody.Count > 0)
        {
            EmitUnreached(code, recorder);
        }
        else
        {
            EmitBody(code, recorder);
        }

        code.Close();
        if (recorder.GuardSignature.Length > 0)
        {
            code.Line();
            EmitGuard(code, recorder);
        }
    }

    private static void EmitBody(CodeWriter code, RecorderModel recorder)
    {
        foreach (string statement in recorder.EmptyBody)
        {
            code.Line(statement);
        }
    }

    /// <summary>Reading a field compiles to something even where nobody wants its value; what is never reached does not.</summary>
    private static void EmitUnreached(CodeWriter code, RecorderModel recorder)
    {
        code.Line("#pragma warning disable CS0162");
        code.Open("if (false)");
        EmitBody(code, recorder);
        code.Close();
        code.Line("#pragma warning restore CS0162");
    }

    private static void EmitGuard(CodeWriter code, RecorderModel recorder)
    {
        DocumentationEmitter.Summary(code, "Whether the event is recorded now: never.");
        if (recorder.GuardSignature.EndsWith(")", StringComparison.Ordinal))
        {
            DocumentationEmitter.Parameter(code, recorder.TracerParameter, "The tracer that would record it.");
        }

        code.Line(Source.GeneratedCode);
        code.Line($"{recorder.GuardSignature} => false;");
    }
}
