using System.Diagnostics;

namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>Runs a program as its container would: a root that is read-only and holds little, a user who owns nothing, no capability.</summary>
internal static class SealedRoot
{
    /// <summary>
    /// Makes the root out of this machine's libraries and hands over to the program. It is the same process from beginning to end, so signals reach it.
    /// <c>$1</c> is an empty folder, <c>$2</c> .NET's, <c>$3</c> the program's, <c>$4</c> and <c>$5</c> the volumes; then comes the command.
    /// </summary>
    private const string Script = """
        set -eu
        root=$1 dotnet=$2 app=$3 traces=$4 data=$5; shift 5
        mount -t tmpfs tmpfs "$root"
        cd "$root"
        mkdir usr dotnet app traces data tmp proc dev
        ln -s usr/lib lib; ln -s usr/lib64 lib64
        for pair in "/usr usr" "$dotnet dotnet" "$app app"; do
          mount --bind "${pair% *}" "${pair#* }"; mount -o remount,bind,ro "${pair#* }"
        done
        mount --bind "$traces" traces; mount --bind "$data" data
        mount -t tmpfs -o mode=1777 tmpfs tmp
        mount --rbind /proc proc
        for device in null zero random urandom; do touch dev/$device; mount --bind /dev/$device dev/$device; done
        mount -o remount,ro "$root"
        exec chroot . /usr/bin/setpriv --reuid=1654 --regid=1654 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
        """;

    /// <summary>How to start a program in one.</summary>
    /// <param name="root">An empty folder.</param>
    /// <param name="app">The program's folder, which becomes <c>/app</c>.</param>
    /// <param name="traces">What becomes <c>/traces</c>.</param>
    /// <param name="data">What becomes <c>/data</c>.</param>
    /// <param name="command">The command line.</param>
    public static ProcessStartInfo Start(string root, string app, string traces, string data, IEnumerable<string> command)
    {
        string dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        ProcessStartInfo start = new("unshare", ["--mount", "--propagation", "private", "sh", "-c", Script, "sh", root, dotnet, app, traces, data, .. command]);
        string path = start.Environment["PATH"]!;
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["DOTNET_ROOT"] = "/dotnet";

        // As in the images that have no ICU.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "true";
        return start;
    }

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Problem()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "Needs Linux, and somebody who may mount.";
        }

        using Process unshare = Process.Start(new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", "sh", "-c", "mount -t tmpfs tmpfs /mnt && command -v setpriv"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string said = unshare.StandardError.ReadToEnd();
        return unshare.WaitForExit(TimeSpan.FromMinutes(1)) && unshare.ExitCode == 0 ? null : $"Nothing can be mounted here: {said.Trim()}";
    }
}
