using System.Runtime.CompilerServices;

namespace Ojo.Publishing;

/// <summary>The C library's <c>sigset_t</c>: 1,024 bits on Linux, with glibc as with musl.</summary>
[InlineArray(16)]
internal struct SignalSet
{
    private ulong _first;
}
