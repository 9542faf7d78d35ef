namespace System.Diagnostics.CodeAnalysis;

/// <summary>What the compiler asks for where a record has required members; netstandard2.0 lacks it.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
