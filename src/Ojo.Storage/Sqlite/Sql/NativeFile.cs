using System.Runtime.InteropServices;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>A temporary file: <c>sqlite3_file</c> of sqlite3.h, what it counts to, and behind it the file that does the work.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    public NativeFileMethods* Methods;
    public nint Owner;
    public long Length;
    private readonly long _unused; // what is behind must be aligned to 16

    /// <summary>The file that does the work.</summary>
    public static NativeFile* Behind(NativeFile* file) => file + 1;
}
