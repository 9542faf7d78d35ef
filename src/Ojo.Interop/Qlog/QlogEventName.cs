using Ojo.Catalogue;

namespace Ojo.Interop.Qlog;

/// <summary>A name that events of a trace have.</summary>
/// <param name="Kind">What is known of such events.</param>
/// <param name="Type">What holds of them what no other type holds.</param>
internal sealed record QlogEventName(QlogEventKind Kind, EventDescriptor Type)
{
    /// <summary>Whether the run knows the type.</summary>
    public bool IsDeclared { get; set; }
}
