namespace Ojo.Generators.Tests.RoundTrips;

internal enum Colour : short
{
    Infrared = -1,
    Red = 0,
    DeepBlue = 300,
}
