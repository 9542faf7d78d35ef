using Microsoft.CodeAnalysis;

namespace Ojo.Generators;

/// <summary>Writes the recorders, decoders and catalogue of every event that a project declares.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class OjoGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
