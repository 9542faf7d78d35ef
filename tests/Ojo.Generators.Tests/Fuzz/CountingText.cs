using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>A text that counts how often one of its characters is read: the work of reading it, the same on every machine.</summary>
internal sealed class CountingText(string text) : SourceText
{
    public long Reads { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => text.Length;

    public override char this[int position]
    {
        get
        {
            Reads++;
            return text[position];
        }
    }

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        Reads += count;
        text.CopyTo(sourceIndex, destination, destinationIndex, count);
    }

    public override string ToString(TextSpan span)
    {
        Reads += span.Length;
        return text.Substring(span.Start, span.Length);
    }
}
