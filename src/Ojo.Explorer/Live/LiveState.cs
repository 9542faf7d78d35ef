using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Live;

/// <summary>What the live stream last knew of the store: its content, or what is being waited for.</summary>
/// <param name="Change">The store's content; null while it cannot be read.</param>
/// <param name="Waiting">What is being waited for; null while the store can be read.</param>
internal sealed record LiveState(LiveChange? Change, LiveWaiting? Waiting);
