using System.Runtime.InteropServices;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary><c>sqlite3_vfs</c> of sqlite3.h, in its third version: what SQLite opens files with.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFileSystem
{
    public int Version;
    public int FileSize;
    public int LongestPath;
    public nint Next;
    public byte* Name;
    public nint Data;
    public delegate* unmanaged[Cdecl]<NativeFileSystem*, byte*, NativeFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<NativeFileSystem*, byte*, int, int> Delete;
    public nint Access;
    public nint FullPath;
    public delegate* unmanaged[Cdecl]<NativeFileSystem*, byte*, nint> OpenLibrary;
    public nint LibraryError;
    public nint LibrarySymbol;
    public nint CloseLibrary;
    public nint Randomness;
    public nint Sleep;
    public nint CurrentTime;
    public nint LastError;
    public nint CurrentTimeInt64;
    public nint SetSystemCall;
    public nint GetSystemCall;
    public nint NextSystemCall;
}
