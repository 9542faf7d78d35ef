using System.ComponentModel;
using System.Diagnostics;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>A folder on a file system of a kind: one that is there, or else one that is mounted for the purpose.</summary>
internal sealed class FileSystemFolder : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _mounts = [];
    private readonly string? _own;

    public FileSystemFolder(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux's file systems.");
        string? there = new[] { System.IO.Path.GetTempPath(), "/dev/shm" }.FirstOrDefault(folder => IsOf(kind, folder));
        if (there is not null)
        {
            Path = _own = Directory.CreateDirectory(System.IO.Path.Combine(there, "ojo-test-" + Guid.NewGuid().ToString("N"))).FullName;
            return;
        }

        Path = System.IO.Path.Combine(_directory.Path, "mounted");
        Directory.CreateDirectory(Path);
        try
        {
            switch (kind)
            {
                case "tmpfs":
                    Mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", Path);
                    break;
                case "ext4":
                    MountExt4();
                    break;
                case "overlay":
                    MountOverlay();
                    break;
                default:
                    throw new ArgumentException($"Nobody knows how to make a {kind} file system.", nameof(kind));
            }
        }
        catch (InvalidOperationException exception)
        {
            Dispose();
            Assert.Skip($"There is no {kind} here, and none can be mounted: {exception.Message}");
        }
    }

    public string Path { get; }

    public void Dispose()
    {
        for (int i = _mounts.Count - 1; i >= 0; i--)
        {
            Run("umount", "-l", _mounts[i]);
        }

        if (_own is not null)
        {
            Directory.Delete(_own, recursive: true);
        }

        _directory.Dispose();
    }

    private static bool IsOf(string kind, string folder) =>
        Directory.Exists(folder)
        && new DriveInfo(folder).DriveFormat is { } format
        && (format == kind || (kind == "ext4" && format.StartsWith("ext", StringComparison.Ordinal)) || (kind == "overlay" && format == "overlayfs"));

    private void MountExt4()
    {
        string image = System.IO.Path.Combine(_directory.Path, "image");
        using (FileStream file = File.Create(image))
        {
            file.SetLength(64 << 20);
        }

        Run("mkfs.ext4", "-q", image);
        Mount("-o", "loop", image, Path);
    }

    private void MountOverlay()
    {
        // Its upper layer may not be an overlay itself, as a container's own files may be.
        string layers = Directory.CreateDirectory(System.IO.Path.Combine(_directory.Path, "layers")).FullName;
        Mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", layers);
        string[] folders = [.. new[] { "lower", "upper", "work" }.Select(name => Directory.CreateDirectory(System.IO.Path.Combine(layers, name)).FullName)];
        Mount("-t", "overlay", "overlay", "-o", $"lowerdir={folders[0]},upperdir={folders[1]},workdir={folders[2]}", Path);
    }

    private void Mount(params string[] arguments)
    {
        Run("mount", arguments);
        _mounts.Add(arguments[^1]);
    }

    /// <exception cref="InvalidOperationException">It is not there, or did not do what it was to do.</exception>
    private static void Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(error.Trim());
            }
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }
}
