using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ojo.Benchmarks.Generation;

/// <summary>An additional file in memory.</summary>
internal sealed class MemoryFile(string path, SourceText text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
