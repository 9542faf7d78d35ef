using System.ComponentModel;

namespace Ojo;

/// <summary>Knows the tracer that events go to: a member or parameter of such a type is all that event methods need.</summary>
/// <remarks>
/// A connection that its streams hold, or a context that is handed around. Where it also marks a property with
/// <see cref="FlowIdAttribute">[FlowId]</see>, the flow comes from it too.
/// </remarks>
public interface ITracerSource
{
    /// <summary>The tracer; null records nothing.</summary>
    Tracer? Tracer { get; }

    /// <summary>The tracer of a struct that implements the interface explicitly, without a box. Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static Tracer? Of<TSource>(in TSource source)
        where TSource : struct, ITracerSource => source.Tracer;
}
