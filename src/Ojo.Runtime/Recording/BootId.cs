using System.Globalization;

namespace Ojo.Recording;

/// <summary>Tells one start of the machine from another.</summary>
/// <remarks>
/// What a process had written into a mapping survives its death in the system's memory, but not that of the system:
/// then the file holds some pages that are newer than others.
/// </remarks>
internal static class BootId
{
    private const string Path = "/proc/sys/kernel/random/boot_id";

    /// <summary>Which start of the machine this is; 0 where the system does not tell.</summary>
    public static UInt128 Current { get; } = Read();

    private static UInt128 Read()
    {
        try
        {
            return Guid.TryParse(File.ReadAllText(Path).AsSpan().Trim(), out Guid id)
                ? UInt128.Parse(id.ToString("N"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : UInt128.Zero;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return UInt128.Zero;
        }
    }
}
