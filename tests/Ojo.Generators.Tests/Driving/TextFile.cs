using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Tests.Driving;

/// <summary>An additional file in memory.</summary>
internal sealed class TextFile(string path, string content) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(content, Encoding.UTF8);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
