using System.Diagnostics;

namespace Ojo;

/// <summary>Says more about one field of an event than its parameter's name and type can.</summary>
// Only the build reads it: in the assembly it would say the names and ids of events that are not compiled in.
[Conditional("OJO_DECLARATIONS_IN_ASSEMBLIES")]
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TraceFieldAttribute : FieldDescriptionAttribute;
