namespace Ojo;

/// <summary>Lets a struct be a parameter of event methods: its public members are recorded, each as a field.</summary>
/// <remarks>
/// Recorded are the members that the largest constructor takes, by name and type, then the public fields and
/// properties that can be set; of a struct that can't be made of its members, all that can be read. At most 8. One member
/// is a field of the parameter's name; of several, each has the parameter's name before its own.
/// </remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class TraceValueAttribute : Attribute;
