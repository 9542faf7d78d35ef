using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>Divides what is generated among files: one for a type, or one for each category of a type with very many events.</summary>
internal static class RecorderFiles
{
    // Beyond what somebody would look for in one file; and an edit writes, and the compiler parses, whole files.
    private const int MostTogether = 40;

    private const string Suffix = ".Recorders.g.cs";

    /// <summary>One model per file, in order of types and categories.</summary>
    public static IEnumerable<TypeModel> Of(EquatableArray<TypeModel> types)
    {
        var hints = new HintNames();
        foreach (TypeModel type in types)
        {
            TypeModel lean = type.ForRecorders();
            if (lean.Recorders.Count <= MostTogether)
            {
                yield return lean with { HintName = hints.Take(lean.FullName, Suffix) };
                continue;
            }

            bool isFirst = true;
            foreach (IGrouping<string, RecorderModel> category in lean.Recorders.GroupBy(CategoryOf).OrderBy(static group => group.Key, StringComparer.Ordinal))
            {
                // Of a class that is declared nowhere else, one part has the documentation, and its enums stand before it.
                yield return lean with
                {
                    HintName = hints.Take($"{lean.FullName}.{category.Key}", Suffix),
                    Recorders = EquatableArray<RecorderModel>.From(category),
                    Description = isFirst ? lean.Description : "",
                    Enums = isFirst ? lean.Enums : default,
                };
                isFirst = false;
            }
        }
    }

    /// <summary>An event's category; a declaration that is wrong has none to go by.</summary>
    private static string CategoryOf(RecorderModel recorder) => recorder.Event?.Category ?? "Wrong";
}
