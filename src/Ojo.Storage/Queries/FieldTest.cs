namespace Ojo.Storage.Queries;

/// <summary>A test of one field's value. An event without such a field does not pass.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">A number, <c>true</c> or <c>false</c>, or the name of an enum's value.</param>
public sealed record FieldTest(string Field, FieldOperator Operator, string Value);
