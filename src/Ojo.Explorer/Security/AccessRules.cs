namespace Ojo.Explorer.Security;

/// <summary>Who is let in.</summary>
/// <param name="Hosts">The server's names; null where the token is protection enough.</param>
/// <param name="Token">The token; null where none is needed.</param>
/// <param name="Sites">The sites whose pages may ask.</param>
internal sealed record AccessRules(HostCheck? Hosts, TokenCheck? Token, SiteCheck Sites);
