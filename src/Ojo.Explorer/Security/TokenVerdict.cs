namespace Ojo.Explorer.Security;

/// <summary>What became of a token that a client showed.</summary>
/// <param name="IsRight">Whether it is the token.</param>
/// <param name="Wait">How long the client must wait before its next guess is looked at; null where this one was.</param>
internal readonly record struct TokenVerdict(bool IsRight, TimeSpan? Wait);
