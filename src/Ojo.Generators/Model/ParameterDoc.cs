namespace Ojo.Generators.Model;

/// <summary>What a recorder's documentation says of one parameter.</summary>
/// <param name="Name">The parameter, without an <c>@</c>.</param>
/// <param name="Text">A sentence.</param>
internal sealed record ParameterDoc(string Name, string Text)
{
    /// <summary>The sentence for a tracer that may be null.</summary>
    public const string OptionalTracer = "Records the event; null records nothing.";

    /// <summary>The sentence for a tracer.</summary>
    public const string Tracer = "Records the event.";

    /// <summary>The sentence for what knows the tracer or the flow.</summary>
    public const string Source = "Whose tracer records the event, or whose flow it belongs to.";

    /// <summary>The sentence for a flow id.</summary>
    public const string FlowId = "The flow that the event belongs to.";
}
