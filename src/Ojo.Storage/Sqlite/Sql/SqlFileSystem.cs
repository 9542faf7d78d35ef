using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>What SQLite opens files with where a statement is not ours: nothing but what <see cref="SqlFiles"/> allows.</summary>
/// <remarks>
/// The store's files are opened by SQLite's own code and go on without this. Temporary files are counted: nothing else in SQLite
/// limits them. A process registers it once, under a name that nobody uses by accident.
/// </remarks>
internal static unsafe class SqlFileSystem
{
    private const int DeleteOnClose = 0x8;      // SQLITE_OPEN_DELETEONCLOSE of sqlite3.h
    private const int AnyTemporary = 0x3600;    // SQLITE_OPEN_TEMP_DB, TRANSIENT_DB, TEMP_JOURNAL, SUBJOURNAL
    private const int CannotDelete = Db.SQLITE_IOERR | (10 << 8);

    private static readonly NativeFileSystem* s_system;
    private static readonly NativeFileMethods* s_methods;

#pragma warning disable CA1810 // Found, made and registered together.
    static SqlFileSystem()
    {
        var find = (delegate* unmanaged[Cdecl]<byte*, NativeFileSystem*>)NativeCalls.Find("sqlite3_vfs_find");
        var register = (delegate* unmanaged[Cdecl]<NativeFileSystem*, int, int>)NativeCalls.Find("sqlite3_vfs_register");
        if (find is null || register is null || (s_system = find(null)) is null)
        {
            return;
        }

        s_methods = (NativeFileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeFileMethods));
        *s_methods = new NativeFileMethods
        {
            Version = 1,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            Size = &Size,
            Lock = &Lock,
            Unlock = &Lock,
            CheckReservedLock = &CheckReservedLock,
            Control = &Control,
            SectorSize = &SectorSize,
            Characteristics = &Characteristics,
        };
        const string name = "ojo-statement";
        var ours = (NativeFileSystem*)NativeMemory.AllocZeroed((nuint)sizeof(NativeFileSystem));
        *ours = *s_system;
        ours->Version = Math.Min(s_system->Version, 2);
        ours->FileSize = s_system->FileSize + sizeof(NativeFile);
        ours->Next = 0;
        ours->Name = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        ours->Open = &Open;
        ours->Delete = &Delete;
        ours->OpenLibrary = &OpenLibrary;
        if (register(ours, 0) == Db.SQLITE_OK)
        {
            Name = name;
        }
    }
#pragma warning restore CA1810

    /// <summary>What to open a connection with; null where SQLite's own library was not found, so that there is nothing to stand between.</summary>
    public static string? Name { get; }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeFileSystem* system, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        file->Methods = null;
        SqlFiles? files = SqlFiles.Current;
        bool isTemporary = name is null || (flags & (DeleteOnClose | AnyTemporary)) != 0;
        if (files is null || (files.IsSealed && !isTemporary))
        {
            return Db.SQLITE_CANTOPEN;
        }

        if (!isTemporary)
        {
            return s_system->Open(s_system, name, file, flags, outFlags);
        }

        int code = s_system->Open(s_system, name, NativeFile.Behind(file), flags, outFlags);
        if (code == Db.SQLITE_OK)
        {
            file->Owner = GCHandle.ToIntPtr(GCHandle.Alloc(files));
            file->Length = 0;
            file->Methods = s_methods;
        }

        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeFileSystem* system, byte* name, int sync) => CannotDelete;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OpenLibrary(NativeFileSystem* system, byte* name) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        GCHandle owner = GCHandle.FromIntPtr(file->Owner);
        ((SqlFiles)owner.Target!).Shrink(file->Length);
        owner.Free();
        NativeFile* behind = NativeFile.Behind(file);
        return behind->Methods->Close(behind);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, byte* bytes, int count, long offset)
    {
        NativeFile* behind = NativeFile.Behind(file);
        return behind->Methods->Read(behind, bytes, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* bytes, int count, long offset)
    {
        long end = offset + count;
        if (end > file->Length)
        {
            if (!((SqlFiles)GCHandle.FromIntPtr(file->Owner).Target!).TryGrow(end - file->Length))
            {
                return Db.SQLITE_FULL;
            }

            file->Length = end;
        }

        NativeFile* behind = NativeFile.Behind(file);
        return behind->Methods->Write(behind, bytes, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length)
    {
        NativeFile* behind = NativeFile.Behind(file);
        int code = behind->Methods->Truncate(behind, length);
        if (code == Db.SQLITE_OK && length < file->Length)
        {
            ((SqlFiles)GCHandle.FromIntPtr(file->Owner).Target!).Shrink(file->Length - length);
            file->Length = length;
        }

        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) => Db.SQLITE_OK;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(NativeFile* file, long* size)
    {
        NativeFile* behind = NativeFile.Behind(file);
        return behind->Methods->Size(behind, size);
    }

    // Nobody else knows of a temporary file.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) => Db.SQLITE_OK;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(NativeFile* file, int* isReserved)
    {
        *isReserved = 0;
        return Db.SQLITE_OK;
    }

    // A file may always say that it does not know what it is asked for; none is resized behind our back.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(NativeFile* file, int question, void* argument) => Db.SQLITE_NOTFOUND;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(NativeFile* file)
    {
        NativeFile* behind = NativeFile.Behind(file);
        return behind->Methods->SectorSize(behind);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(NativeFile* file)
    {
        NativeFile* behind = NativeFile.Behind(file);
        return behind->Methods->Characteristics(behind);
    }
}
