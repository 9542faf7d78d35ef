using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.Tests.Caching;

/// <summary>Generators that do what ours must not, to show that the checks see it.</summary>
internal static class BrokenGenerators
{
    public const string Step = "Broken";

    /// <summary>Keeps an array, which is equal to itself alone.</summary>
    internal sealed class KeepsAnArray : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            Declarations(context, static method => new[] { method.TargetSymbol.Name }),
            static (output, names) => output.AddSource(names[0], "// " + names[0]));
    }

    /// <summary>Keeps a symbol, deep inside a value that is equal by what else it holds.</summary>
    internal sealed class KeepsASymbol : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            Declarations(context, static method => new Named(method.TargetSymbol.Name, [method.TargetSymbol])),
            static (output, named) => output.AddSource(named.Name, "// " + named.Name));
    }

    /// <summary>Keeps a location, and with it a syntax tree.</summary>
    internal sealed class KeepsALocation : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            Declarations(context, static method => new Named(method.TargetSymbol.Name, [method.TargetNode.GetLocation()])),
            static (output, named) => output.AddSource(named.Name, "// " + named.Name));
    }

    private static IncrementalValuesProvider<T> Declarations<T>(
        IncrementalGeneratorInitializationContext context, Func<GeneratorAttributeSyntaxContext, T> transform) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName("Ojo.TraceEventAttribute", static (node, _) => node is MethodDeclarationSyntax, (method, _) => transform(method))
            .WithTrackingName(Step);

    private sealed class Named(string name, List<object> kept) : IEquatable<Named>
    {
        public string Name { get; } = name;

        public List<object> Kept { get; } = kept;

        public bool Equals(Named? other) => other?.Name == Name;

        public override bool Equals(object? obj) => Equals(obj as Named);

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
    }
}
