namespace Ojo.Extensions.Tests.Network;

/// <summary>Tests that listen to the whole process: one after the other, and beside no others.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
