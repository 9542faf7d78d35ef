namespace Ojo;

/// <summary>Says more about a member of a struct with <see cref="TraceValueAttribute">[TraceValue]</see> than its name and type can.</summary>
/// <remarks>It stays in the assembly, so that projects that record the struct see it.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class TraceMemberAttribute : FieldDescriptionAttribute;
