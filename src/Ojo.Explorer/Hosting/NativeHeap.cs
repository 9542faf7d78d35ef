using System.Runtime.InteropServices;

namespace Ojo.Explorer.Hosting;

/// <summary>How the C library keeps the memory that SQLite, the compiler and compression take, in a process that is the explorer's own.</summary>
internal static class NativeHeap
{
    // M_ARENA_MAX of glibc's malloc.h.
    private const int MostArenas = -8;

    /// <summary>Lets all threads share two heaps. By itself glibc gives each of some dozen threads one, and each keeps what was freed in it.</summary>
    /// <remarks>Other C libraries have no such setting, and no such heaps.</remarks>
    public static void Share()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MostArenas, 2);
        }
        catch (EntryPointNotFoundException)
        {
        }
        catch (DllNotFoundException)
        {
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);
}
