using Ojo.Browser.Tests.Support;

// A browser page is several processes: two at a time are what a small machine carries.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: AssemblyFixture(typeof(ChromiumFixture))]
[assembly: AssemblyFixture(typeof(TransferStore))]
