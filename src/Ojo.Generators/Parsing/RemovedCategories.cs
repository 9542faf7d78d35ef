using Microsoft.CodeAnalysis.Diagnostics;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>The categories that a project leaves out when it is compiled: the MSBuild property <c>OjoRemoveCategories</c>.</summary>
/// <param name="Names">Their names in lower case and in order: as in a filter, case does not count.</param>
internal sealed record RemovedCategories(EquatableArray<string> Names)
{
    /// <summary>The property, as the compiler hands it over.</summary>
    public const string Property = "OjoRemoveCategories";

    private static readonly char[] s_separators = [',', ';', ' ', '\t', '\r', '\n'];

    public static RemovedCategories Read(AnalyzerConfigOptions options) =>
        new(EquatableArray<string>.From(Words(options).Select(static name => name.ToLowerInvariant()).Distinct().OrderBy(static name => name, StringComparer.Ordinal)));

    /// <summary>The property's words, as they are written.</summary>
    public static IReadOnlyList<string> Words(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property." + Property, out string? value) ? value.Split(s_separators, StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>The type without the events of these categories: their recorders stay, and record nothing.</summary>
    public TypeModel Apply(TypeModel type) => Names.Count == 0 ? type : type with
    {
        Recorders = EquatableArray<RecorderModel>.From(type.Recorders.Select(Apply)),
    };

    private RecorderModel Apply(RecorderModel recorder) =>
        recorder.Event is { } model && Names.Contains(model.Category.ToLowerInvariant(), StringComparer.Ordinal)
            ? recorder with { Event = null, IsRemoved = true, Values = default }
            : recorder;
}
