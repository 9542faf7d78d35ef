using System.Diagnostics;

namespace Ojo.Benchmarks.Recording;

/// <summary>LTTng-UST, the tracer that others are measured by: a C program that benchmarks/lttng/peer.sh builds and runs.</summary>
internal sealed class LttngContestant(TempDirectory directory)
    : RemoteContestant(
        "LTTng-UST, from C", new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "benchmarks", "lttng", "peer.sh"), Path.Combine(directory.Path, "lttng")]))
{
}
