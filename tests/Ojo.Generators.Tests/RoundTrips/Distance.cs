namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>An enum whose greatest value is beyond what SQLite calls an integer.</summary>
internal enum Distance : ulong
{
    Near,
    Far = ulong.MaxValue,
}
