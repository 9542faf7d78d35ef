using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>What kind of reason keeps a sender from sending, in the order of the kinds from <see cref="DerivedKind.BlockedByCongestion"/> on.</summary>
internal enum BlockedCause
{
    Congestion,
    FlowControl,
    Pacing,
    Application,
    Other,
}
