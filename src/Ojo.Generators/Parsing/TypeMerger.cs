using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>Brings together what is declared of one type: by its methods, and by events files that name the same class.</summary>
internal static class TypeMerger
{
    /// <summary>One model per type, in order of name, with its recorders in order of name.</summary>
    public static EquatableArray<TypeModel> Merge(IEnumerable<TypeModel> parts)
    {
        var enums = new HashSet<string>(StringComparer.Ordinal);
        return EquatableArray<TypeModel>.From(
            parts
                .GroupBy(static part => part.FullName, StringComparer.Ordinal)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(group => MergeOne([.. group], enums)));
    }

    private static TypeModel MergeOne(List<TypeModel> parts, HashSet<string> enums)
    {
        // The user's own declaration knows the type's kind and visibility; a file's opening only stands in for one.
        TypeModel first = parts.Find(static part => !part.IsFromYaml) ?? parts[0];
        var stems = new HashSet<string>(StringComparer.Ordinal);
        var signatures = new HashSet<string>(StringComparer.Ordinal);
        var recorders = new List<RecorderModel>();

        // Methods of C# come first: each of them needs its body, while a file's can be left out where a name is taken.
        IEnumerable<(RecorderModel Recorder, bool IsFromYaml)> all = parts
            .OrderBy(static part => part.IsFromYaml)
            .SelectMany(static part => part.Recorders.Select(recorder => (recorder, part.IsFromYaml)))
            .OrderBy(static pair => pair.IsFromYaml)
            .ThenBy(static pair => pair.recorder.Stem, StringComparer.Ordinal)
            // Of two with one name that which is right is the event.
            .ThenBy(static pair => pair.recorder.Event is null)
            .ThenBy(static pair => pair.recorder.Signature, StringComparer.Ordinal);
        foreach ((RecorderModel recorder, bool isFromYaml) in all)
        {
            bool isNew = stems.Add(recorder.Stem);
            if (isNew)
            {
                recorders.Add(recorder);
            }
            else if (!isFromYaml && signatures.Add(recorder.Signature))
            {
                recorders.Add(recorder with { Event = null, GuardSignature = "" });
            }
        }

        recorders.Sort(static (left, right) =>
            string.CompareOrdinal(left.Stem, right.Stem) is var order and not 0 ? order : string.CompareOrdinal(left.Signature, right.Signature));
        return first with
        {
            Recorders = EquatableArray<RecorderModel>.From(recorders),
            Enums = EquatableArray<EnumModel>.From(
                parts.SelectMany(static part => part.Enums).Where(e => enums.Add($"{first.Namespace}.{e.Name}")).OrderBy(static e => e.Name, StringComparer.Ordinal)),
        };
    }
}
