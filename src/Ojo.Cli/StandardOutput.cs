using Microsoft.Win32.SafeHandles;

namespace Ojo.Cli;

/// <summary>Standard output, of which a command learns that nobody reads it any more.</summary>
internal static class StandardOutput
{
    // EPIPE of errno.h, on Linux and macOS alike.
    private const int BrokenPipe = 32;

    /// <summary>Opens it. Writing to a pipe that nobody reads throws, as <see cref="IsClosed"/> says.</summary>
    /// <remarks>The console's own stream says nothing then: a command before <c>| head</c> would go on for nobody.</remarks>
    public static Stream Open()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            FileStream stream = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

            // Into a file, another program may write at the same place: only the console's stream goes by it.
            if (!stream.CanSeek)
            {
                return stream;
            }
        }

        return Console.OpenStandardOutput();
    }

    /// <summary>Whether an exception says that nobody reads the output any more.</summary>
    public static bool IsClosed(Exception exception) => exception is IOException { HResult: BrokenPipe };
}
