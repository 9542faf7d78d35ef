using Microsoft.CodeAnalysis;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Locks;

namespace Ojo.Generators;

/// <summary>What MSBuild makes files of that are not C#: the C header, and the lock brought up to date. Written only where a property asks.</summary>
internal static class ForeignOutputs
{
    /// <summary>The generated file of the C header; Ojo.Runtime.targets knows it by this name.</summary>
    public const string CHeaderFile = "Ojo.CHeader.g.cs";

    /// <summary>The generated file of the lock; Ojo.Runtime.targets knows it by this name.</summary>
    public const string LockFile = "Ojo.EventsLock.g.cs";

    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<EquatableArray<TypeModel>> types)
    {
        IncrementalValueProvider<string?> header = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => EventFiles.CHeader(options));
        IncrementalValueProvider<string> assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "");
        context.RegisterSourceOutput(
            types.Combine(header).Combine(assembly)
                .SelectMany(static (all, _) => HeaderOf(all.Left.Left, all.Left.Right, all.Right))
                .WithTrackingName(TrackingNames.CHeader),
            static (output, model) => output.AddSource(CHeaderFile, Source.File(ForeignText.Hide(CHeaderEmitter.Emit(model)))));

        IncrementalValueProvider<EquatableArray<LockText>> locks = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => EventFiles.IsUpdatingLock(pair.Right) && EventFiles.IsLock(pair.Left, pair.Right))
            .Select(static (pair, cancellation) => new LockText(pair.Left.Path, pair.Left.GetText(cancellation)?.ToString() ?? ""))
            .Collect()
            .Select(static (texts, _) => EquatableArray<LockText>.From(texts.OrderBy(static one => one.Path, StringComparer.Ordinal)));
        IncrementalValueProvider<bool> isUpdating = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => EventFiles.IsUpdatingLock(options));
        context.RegisterSourceOutput(
            types.Combine(locks).Combine(isUpdating)
                .SelectMany(static (all, _) => UpdateOf(all.Left.Left, all.Left.Right, all.Right))
                .WithTrackingName(TrackingNames.Lock),
            static (output, model) => output.AddSource(LockFile, Source.File(LockOf(model))));
    }

    /// <summary>The path of the lock on a line of its own, which is empty where there is none yet, and below it all that the lock should hold.</summary>
    private static string LockOf(LockUpdateModel model)
    {
        string path = model.Locks.Count > 0 ? model.Locks[0].Path : "";
        string? text = LockUpdate.Of([.. model.Locks.Select(static one => one.Text)], model.Events);
        return ForeignText.Hide($"{path}\n{text}");
    }

    private static IEnumerable<CHeaderModel> HeaderOf(EquatableArray<TypeModel> types, string? path, string assembly)
    {
        if (path is not null)
        {
            string fileName = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
            yield return new CHeaderModel(fileName, assembly, EquatableArray<ProviderModel>.From(ProviderGrouping.Group(types)));
        }
    }

    private static IEnumerable<LockUpdateModel> UpdateOf(EquatableArray<TypeModel> types, EquatableArray<LockText> locks, bool isUpdating)
    {
        if (isUpdating)
        {
            IEnumerable<EventModel> events = ProviderGrouping.Group(types).SelectMany(static provider => provider.Events);
            yield return new LockUpdateModel(locks, EquatableArray<EventModel>.From(events));
        }
    }
}
