using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Yaml;
using Ojo.Generators.Rules;

namespace Ojo.Generators;

/// <summary>Writes the recorders, decoders and catalogue of every event that a project declares.</summary>
/// <remarks>
/// <code>
/// [TraceEvent] methods ─▶ Methods ┐                ┌▶ one file of recorders and decoders per type
///                                 ├▶ Types ────────┤
/// events files ─────────▶ Files ──┤                └▶ Providers ─┬▶ one catalogue per provider
/// OjoRemoveCategories ─▶ Removed ─┤                             └▶ Views ─▶ one file of its SQL views
/// C#, Ojo.Runtime ─▶ Scope ───────┘
/// </code>
/// Every step's value compares by content and holds no symbol, syntax or location, so that an edit elsewhere ends where
/// the values are equal. The generator reports nothing: the analyzers of this assembly run the same parsers and do.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class OjoGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TypeModel> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                TraceEventSymbols.TraceEventAttribute,
                static (node, _) => node is MethodDeclarationSyntax,
                static (method, cancellation) => ReadMethod(method, cancellation))
            .Where(static type => type is not null)
            .Select(static (type, _) => type!)
            .WithTrackingName(TrackingNames.Methods);

        IncrementalValuesProvider<TypeModel> files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => EventFiles.IsOne(pair.Left, pair.Right))
            // The file alone: an edit of some other option reads no file again.
            .Select(static (pair, _) => pair.Left)
            .Select(static (file, cancellation) => ReadFile(file, cancellation))
            .Where(static type => type is not null)
            .Select(static (type, _) => type!)
            .Combine(context.CompilationProvider)
            .Select(static (both, cancellation) => UserClass.Join(both.Left, both.Right, cancellation))
            .Where(static type => type is not null)
            .Select(static (type, _) => type!)
            .WithTrackingName(TrackingNames.Files);

        IncrementalValueProvider<RemovedCategories> removed = context.AnalyzerConfigOptionsProvider
            // The lock has every event, whether it is compiled or not.
            .Select(static (options, _) => EventFiles.IsUpdatingLock(options) ? new RemovedCategories(default) : RemovedCategories.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.RemovedCategories);

        IncrementalValueProvider<OutputScope> scope = context.CompilationProvider
            .Select(static (compilation, _) => BuildEnvironment.RuntimeOf(compilation) is not null)
            .Combine(context.ParseOptionsProvider)
            .Select(static (both, _) => BuildEnvironment.Scope(hasRuntime: both.Left, isTooOld: BuildEnvironment.IsTooOld(both.Right)))
            .WithTrackingName(TrackingNames.Scope);

        IncrementalValueProvider<EquatableArray<TypeModel>> types = methods.Collect()
            .Combine(files.Collect())
            .Combine(removed.Combine(scope))
            .Select(static (all, _) => Assemble([.. all.Left.Left, .. all.Left.Right], all.Right.Left, all.Right.Right))
            .WithTrackingName(TrackingNames.Types);

        context.RegisterSourceOutput(
            types.SelectMany(static (all, _) => RecorderFiles.Of(all)).WithTrackingName(TrackingNames.Recorders),
            static (output, type) => output.AddSource(type.HintName, Source.File(TypeEmitter.Emit(type))));

        IncrementalValuesProvider<ProviderModel> providers = types
            .SelectMany(static (all, _) => ProviderGrouping.Group(all))
            .WithTrackingName(TrackingNames.Providers);

        context.RegisterSourceOutput(
            providers,
            static (output, provider) => output.AddSource(provider.HintName, Source.File(ProviderEmitter.Emit(provider))));

        context.RegisterSourceOutput(
            providers.Select(static (provider, _) => provider.ForViews()).WithTrackingName(TrackingNames.Views),
            static (output, provider) => output.AddSource(provider.HintName, Source.File(SqlViewsEmitter.Emit(provider))));

        ForeignOutputs.Register(context, types);
    }

    /// <summary>What is declared, brought together type by type, as far as it is to be generated here.</summary>
    private static EquatableArray<TypeModel> Assemble(TypeModel[] parts, RemovedCategories removed, OutputScope scope) => scope switch
    {
        OutputScope.Nothing => default,
        _ => EquatableArray<TypeModel>.From(
            TypeMerger.Merge(parts).Select(type => removed.Apply(type) with { IsStub = scope == OutputScope.Stubs })),
    };

    private static TypeModel? ReadMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        try
        {
            return MethodParser.Parse(
                (IMethodSymbol)context.TargetSymbol,
                (MethodDeclarationSyntax)context.TargetNode,
                context.SemanticModel.Compilation,
                new Findings(),
                cancellation).Type;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One declaration must not take all others down; the analyzer meets the same fault and reports it.
            return null;
        }
    }

    private static TypeModel? ReadFile(AdditionalText file, CancellationToken cancellation)
    {
        try
        {
            return file.GetText(cancellation) is { } text
                ? EventFileParser.Parse(file.Path, text, isOjo: true, new Findings()).Type
                : null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return null;
        }
    }
}
