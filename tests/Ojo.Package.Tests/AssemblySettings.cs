using Ojo.Package.Tests.Packing;

[assembly: AssemblyFixture(typeof(PackedRuntime))]
