using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Emit;

/// <summary>Writes one recorder: the method that packs an event and hands it to the tracer, and its guard.</summary>
/// <remarks>A body tests one switch and makes one call; it allocates nothing and throws nothing.</remarks>
internal static class RecorderEmitter
{
    // More words go over the stack, in one span.
    private const int MaxPlainWords = 3;
    private const int MaxOnOneLine = 100;

    public static void Emit(CodeWriter code, RecorderModel recorder, string switches)
    {
        if (recorder.Event is not { } model)
        {
            EmptyRecorderEmitter.Emit(code, recorder);
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
            // The member is read once: another thread may clear it between the test and the call.
            code.Open($"if ({recorder.Tracer} is {{ }} {recorder.Local} && {recorder.Local}.IsEnabled({eventSwitch}){SamplingTest(recorder, recorder.Local)})");
        }
        else
        {
            string test = recorder.TracerMayBeNull ? $"{recorder.Tracer} is not null && " : "";
            code.Open($"if ({test}{recorder.Tracer}.IsEnabled({eventSwitch}){SamplingTest(recorder, recorder.Tracer)})");
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

    /// <summary>The tracer asks whether it records the flow. Where a value is not just packed, that is asked before it is made.</summary>
    private static string SamplingTest(RecorderModel recorder, string tracer) =>
        recorder.FlowId != "0" && recorder.Bindings.Any(static binding => binding.Coding is ValueCoding.Interned or ValueCoding.Address)
            ? $" && {tracer}.IsSampled({recorder.FlowId})"
            : "";

    private static void EmitDocumentation(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        string text = model.Description.Length > 0 ? model.Description : "Records " + model.Name;
        DocumentationEmitter.Summary(code, DocumentationEmitter.EndSentence(text));
        EmitParameterDocs(code, recorder);
    }

    internal static void EmitParameterDocs(CodeWriter code, RecorderModel recorder)
    {
        foreach (ParameterDoc parameter in recorder.ParameterDocs)
        {
            DocumentationEmitter.Parameter(code, parameter.Name, parameter.Text);
        }
    }

    private static void EmitAttributes(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        code.Line(Source.GeneratedCode);
        if (model.IsRetired && !recorder.HasObsolete)
        {
            string text = UsageRules.WhyObsolete(model.Name, model.Retired);
            // With an id of its own the compiler's message is the rule: one mistake, one message, in whatever assembly it is made.
            code.Line($"[global::System.Obsolete({Source.Literal(text)}, DiagnosticId = \"{UsageRules.RetiredRecorded.Id}\", UrlFormat = \"{Rule.Pages}{{0}}.md\")]");
        }

        if (!recorder.HasMethodImpl && model.WordCount <= MaxPlainWords)
        {
            code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        }
    }

    private static void EmitWrite(CodeWriter code, RecorderModel recorder, EventModel model)
    {
        string tracer = recorder.TracerMayBeNull ? recorder.Local : recorder.Tracer;
        var packing = new PackingEmitter(recorder, tracer, model.WordCount);
        foreach (string local in packing.Locals)
        {
            code.Line(local);
        }

        string head = $"{tracer}.Write({recorder.FlowId}, {recorder.Stem}Event.EventType,";
        List<string> words = [.. packing.Words.Select(static parts => string.Join(" | ", parts))];
        if (packing.Texts.Count > 0)
        {
            EmitWithTexts(code, packing, head);
        }
        else if (words.Count == 1 && words[0].Length <= MaxOnOneLine)
        {
            code.Line($"{head} {words[0]});");
        }
        else if (words.Count <= MaxPlainWords)
        {
            code.Line(head);
            EmitWords(code, packing.Words, last: ");");
        }
        else
        {
            code.Line(head);
            code.Line("[");
            EmitWords(code, packing.Words, last: ",");
            code.Line("]);");
        }
    }

    /// <summary>The words as one span, then each text.</summary>
    private static void EmitWithTexts(CodeWriter code, PackingEmitter packing, string head)
    {
        string texts = string.Join(", ", packing.Texts);
        string words = packing.HasFields ? string.Join(", ", packing.Words.Select(static parts => string.Join(" | ", parts))) : "";
        if (words.Length + texts.Length <= MaxOnOneLine && packing.Words.Count <= MaxPlainWords)
        {
            code.Line($"{head} [{words}], {texts});");
            return;
        }

        code.Line(head);
        code.Line("[");
        EmitWords(code, packing.Words, last: ",");
        code.Line($"], {texts});");
    }

    /// <summary>One word below the other; one that is long, one part below the other.</summary>
    private static void EmitWords(CodeWriter code, IReadOnlyList<IReadOnlyList<string>> words, string last)
    {
        code.Indent();
        for (int i = 0; i < words.Count; i++)
        {
            string end = i == words.Count - 1 ? last : ",";
            string word = string.Join(" | ", words[i]);
            if (words[i].Count == 1 || word.Length <= MaxOnOneLine)
            {
                code.Line(word + end);
                continue;
            }

            code.Line(words[i][0]);
            code.Indent();
            for (int part = 1; part < words[i].Count; part++)
            {
                code.Line($"| {words[i][part]}{(part == words[i].Count - 1 ? end : "")}");
            }

            code.Outdent();
        }

        code.Outdent();
    }

    private static void EmitGuard(CodeWriter code, RecorderModel recorder, EventModel model, string eventSwitch)
    {
        DocumentationEmitter.Summary(code, $"Whether {model.Name} is recorded now. Ask where the arguments are costly to make.");
        if (recorder.GuardSignature.EndsWith(")", StringComparison.Ordinal))
        {
            DocumentationEmitter.Parameter(code, recorder.TracerParameter, "The tracer that would record it.");
        }

        code.Line(Source.GeneratedCode);
        string test = recorder.TracerMayBeNull && recorder.Tracer != recorder.Local
            ? $"{recorder.Tracer} is {{ }} {recorder.Local} && {recorder.Local}"
            : recorder.TracerMayBeNull ? $"{recorder.Tracer} is not null && {recorder.Tracer}" : recorder.Tracer;
        string answer = $"{test}.IsEnabled({eventSwitch});";
        if (recorder.GuardSignature.Length + answer.Length <= MaxOnOneLine)
        {
            code.Line($"{recorder.GuardSignature} => {answer}");
            return;
        }

        code.Line($"{recorder.GuardSignature} =>");
        code.Indent();
        code.Line(answer);
        code.Outdent();
    }
}
