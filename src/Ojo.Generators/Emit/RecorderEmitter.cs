using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes one recorder: the method that packs an event and hands it to the tracer, and its guard.</summary>
/// <remarks>A body tests one switch and makes one call; it allocates nothing and throws nothing.</remarks>
internal static class RecorderEmitter
{
    private const int MaxPlainWords = 3;

    public static void Emit(CodeWriter code, RecorderModel recorder, string switches)
    {
        if (recorder.Event is not { } model)
        {
            EmitFallback(code, recorder);
            return;
        }

        if (recorder.WritesDocumentation)
        {
            EmitDocumentation(code, recorder, model);
        }

        EmitAttributes(code, recorder, model);
        code.Open(recorder.Signature);
        string eventSwitch = $"{switches}.{SwitchesEmitter.NameOf(model)}";
        if (recorder.TracerMayBeNull && recorder.Tracer != recorder.Local)
        {
            // Read once: another thread may clear the member between the test and the call.
            code.Open($"if ({recorder.Tracer} is {{ }} {recorder.Local} && {recorder.Local}.IsEnabled({eventSwitch}))");
        }
        else
        {
            string test = recorder.TracerMayBeNull ? $"{recorder.Tracer} is not null && " : "";
            code.Open($"if ({test}{recorder.Tracer}.IsEnabled({eventSwitch}))");
        }

        EmitWrite(code, recorder, model);
        code.Close();
        code.Close();
        if (recorder.GuardSignature.Length > 0)
        {
            code.Line();
            EmitGuard(code, recorder, model, eventSwitch);
        }
    }

    private static void EmitDocumentation(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        string text = model.Description.Length > 0 ? model.Description : "Records " + model.Name;
        DocumentationEmitter.Summary(code, DocumentationEmitter.EndSentence(text));
        foreach (ParameterDoc parameter in recorder.ParameterDocs)
        {
            DocumentationEmitter.Parameter(code, parameter.Name, parameter.Text);
        }
    }

    private static void EmitAttributes(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        code.Line(Source.GeneratedCode);
        if (!recorder.HasMethodImpl && model.WordCount <= MaxPlainWords)
        {
            code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        }
    }

    private static void EmitWrite(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        string tracer = recorder.TracerMayBeNull ? recorder.Local : recorder.Tracer;
        string head = $"{tracer}.Write({recorder.FlowId}, {recorder.Stem}Event.EventType,";
        string[] words = PackingEmitter.Words(recorder.Bindings, model.WordCount);
        if (words.Length == 1)
        {
            code.Line($"{head} {words[0]});");
            return;
        }

        bool span = words.Length > MaxPlainWords;
        code.Line(head + (span ? " stackalloc ulong[]" : ""));
        if (span)
        {
            code.Line("{");
        }

        code.Indent();
        for (int i = 0; i < words.Length; i++)
        {
            code.Line(words[i] + (i < words.Length - 1 ? "," : span ? "," : ");"));
        }

        code.Outdent();
        if (span)
        {
            code.Line("});");
        }
    }

    private static void EmitGuard(CodeWriter code, RecorderModel recorder, EventModel model, string eventSwitch)
    {
        DocumentationEmitter.Summary(code, $"Whether {model.Name} is recorded now. Ask where the arguments are costly to make.");
        if (recorder.GuardSignature.EndsWith(")", StringComparison.Ordinal))
        {
            DocumentationEmitter.Parameter(code, recorder.Tracer.TrimStart('@'), "The tracer that would record it.");
        }

        code.Line(Source.GeneratedCode);
        string test = recorder.TracerMayBeNull && recorder.Tracer != recorder.Local
            ? $"{recorder.Tracer} is {{ }} {recorder.Local} && {recorder.Local}"
            : recorder.TracerMayBeNull ? $"{recorder.Tracer} is not null && {recorder.Tracer}" : recorder.Tracer;
        code.Line($"{recorder.GuardSignature} => {test}.IsEnabled({eventSwitch});");
    }

    /// <summary>A wrong declaration gets a body all the same, so that its author reads one message and not two.</summary>
    private static void EmitFallback(CodeWriter code, RecorderModel recorder)
    {
        code.Line(Source.GeneratedCode);
        code.Open(recorder.Signature);
        if (recorder.FallbackBody.Length > 0)
        {
            code.Line(recorder.FallbackBody);
        }

        code.Close();
    }
}
