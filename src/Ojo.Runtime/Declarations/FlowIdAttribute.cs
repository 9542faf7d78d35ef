namespace Ojo;

/// <summary>Marks the flow that the declaring type's events belong to: a <see cref="uint"/> field, property or parameter.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FlowIdAttribute : Attribute;
