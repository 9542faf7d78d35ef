namespace Ojo.Explorer.Security;

/// <summary>Addresses that lead nowhere but to this server.</summary>
internal static class LocalAddress
{
    /// <summary>The address if it is a path of this server, else its start page.</summary>
    public static string Of(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
