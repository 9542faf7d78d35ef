namespace Ojo.Storage.Queries;

/// <summary>A type whose events a scan shows.</summary>
/// <param name="TypeKey">Its number in the store.</param>
/// <param name="Words">How many 64-bit words of each event's fields are wanted: 1 is the payload alone, which costs least; as many as there are at most. Events of a type that no schema names may have any number.</param>
public readonly record struct ScannedType(int TypeKey, int Words = 1);
