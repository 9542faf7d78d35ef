using System.Diagnostics.CodeAnalysis;

namespace Ojo.Storage.Shards;

/// <summary>Checks the names of tenants, which become names of directories.</summary>
/// <remarks>
/// Lower-case letters, digits, <c>-</c> and <c>_</c>, 1 to 64 of them, a letter or digit first: no name leads out of its
/// directory, none means a device on any system, and no two are one where case does not count.
/// </remarks>
public static class TenantName
{
    private const int MostLetters = 64;

    private static readonly HashSet<string> s_devices =
    [
        "con", "prn", "aux", "nul",
        .. Enumerable.Range(0, 10).Select(static n => $"com{n}"), .. Enumerable.Range(0, 10).Select(static n => $"lpt{n}"),
    ];

    /// <summary>What is wrong with a name, in a sentence; null where it is one.</summary>
    public static string? FindFault(string? name) => IsValid(name)
        ? null
        : $"A tenant's name is 1 to {MostLetters} lower-case letters, digits, '-' and '_', and begins with a letter or digit; names of devices such as 'con' are none.";

    private static bool IsValid([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= MostLetters }
        && char.IsAsciiLetterLower(name[0]) | char.IsAsciiDigit(name[0])
        && name.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_')
        && !s_devices.Contains(name);
}
