using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>
/// A value in a row: null; a whole number, up to ±2⁵³ as a number and beyond as a string of digits; a real number, where it is
/// infinite the string Infinity or -Infinity; a text as a string; bytes as {"blob":"hexadecimal"}.
/// </summary>
[JsonConverter(typeof(SqlCellConverter))]
internal readonly record struct SqlCell;
