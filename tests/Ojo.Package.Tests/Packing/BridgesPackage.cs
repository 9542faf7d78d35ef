namespace Ojo.Package.Tests.Packing;

/// <summary>Tests of the bridges' package, which is made once for them.</summary>
[CollectionDefinition(nameof(BridgesPackage))]
public sealed class BridgesPackage : ICollectionFixture<PackedExtensions>;
