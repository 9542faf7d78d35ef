using System.Globalization;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.Emit;

/// <summary>Writes an enum that an events file declares.</summary>
internal static class EnumEmitter
{
    public static void Emit(CodeWriter code, EnumModel model)
    {
        DocumentationEmitter.Summary(code, DocumentationEmitter.EndSentence(model.Description));
        code.Line(Source.GeneratedCode);
        code.Open($"public enum {model.Name} : {model.Underlying}");
        bool first = true;
        foreach (NamedValue value in model.Values)
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
            DocumentationEmitter.Summary(code, DocumentationEmitter.EndSentence(Sentence(value.Name)));
            code.Line($"{Words.ToPascal(value.Name)} = {value.Bits.ToString(CultureInfo.InvariantCulture)},");
        }

        code.Close();
    }

    private static string Sentence(string name)
    {
        string words = name.Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words.Substring(1);
    }
}
