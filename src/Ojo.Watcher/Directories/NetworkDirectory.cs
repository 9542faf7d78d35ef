namespace Ojo.Watcher.Directories;

/// <summary>Tells whether a directory is of a kind whose system does not notify of what others change in it.</summary>
internal static class NetworkDirectory
{
    private static readonly string[] s_formats =
        ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "afs", "ncpfs", "9p", "v9fs", "ceph", "lustre", "gfs2", "ocfs2", "glusterfs", "virtiofs", "fuse", "fuseblk"];

    /// <returns>The kind's name; null where notifications can be had, or where nobody can tell.</returns>
    public static string? FormatOf(string directory)
    {
        try
        {
            var drive = new DriveInfo(Path.GetFullPath(directory));
            string format = drive.DriveFormat;
            return drive.DriveType == DriveType.Network || IsOneOf(format) ? format : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a file system of this name is one that others change.</summary>
    public static bool IsOneOf(string format) =>
        format.StartsWith("fuse.", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(s_formats, known => known.Equals(format, StringComparison.OrdinalIgnoreCase));
}
