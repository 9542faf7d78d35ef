namespace Ojo.Explorer.Responses;

/// <summary>The data of a <c>waiting</c> event of the live stream.</summary>
/// <param name="Detail">What is being waited for.</param>
internal sealed record LiveWaiting(string Detail);
