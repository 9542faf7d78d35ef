using System.Runtime.InteropServices;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite;

/// <summary>The handful of SQLite's functions that are called once per value or row, without the layers between.</summary>
/// <remarks>
/// Binding a value takes some nanoseconds; going there through an interface and a safe handle costs twice as much again.
/// The functions are those of the very library that SQLitePCLRaw has loaded: where that cannot be shown, they are not used,
/// and everything goes through SQLitePCLRaw.
/// </remarks>
internal static unsafe class NativeCalls
{
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int> s_bindInt64;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, double, int> s_bindDouble;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> s_bindNull;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long> s_columnInt64;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> s_columnType;
    private static readonly delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int> s_bindText;
    private static readonly delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int> s_bindBlob;
    private static readonly delegate* unmanaged[Cdecl]<nint, int> s_step;
    private static readonly delegate* unmanaged[Cdecl]<nint, int> s_reset;
    private static readonly delegate* unmanaged[Cdecl]<nint, byte*, int, int*, int> s_fileControl;
    private static readonly nint s_library;

#pragma warning disable CA1810 // The functions are found together or not at all.
    static NativeCalls()
    {
        Batteries_V2.Init();
        if (FindLibrary() is nint library
            && NativeLibrary.TryGetExport(library, "sqlite3_bind_int64", out nint bindInt64)
            && NativeLibrary.TryGetExport(library, "sqlite3_column_int64", out nint columnInt64)
            && NativeLibrary.TryGetExport(library, "sqlite3_column_type", out nint columnType)
            && NativeLibrary.TryGetExport(library, "sqlite3_bind_double", out nint bindDouble)
            && NativeLibrary.TryGetExport(library, "sqlite3_bind_null", out nint bindNull)
            && NativeLibrary.TryGetExport(library, "sqlite3_bind_text", out nint bindText)
            && NativeLibrary.TryGetExport(library, "sqlite3_bind_blob", out nint bindBlob)
            && NativeLibrary.TryGetExport(library, "sqlite3_step", out nint step)
            && NativeLibrary.TryGetExport(library, "sqlite3_reset", out nint reset)
            && NativeLibrary.TryGetExport(library, "sqlite3_file_control", out nint fileControl))
        {
            s_bindInt64 = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int>)bindInt64;
            s_columnInt64 = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long>)columnInt64;
            s_columnType = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)columnType;
            s_bindDouble = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, double, int>)bindDouble;
            s_bindNull = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)bindNull;
            s_bindText = (delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int>)bindText;
            s_bindBlob = (delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int>)bindBlob;
            s_step = (delegate* unmanaged[Cdecl]<nint, int>)step;
            s_reset = (delegate* unmanaged[Cdecl]<nint, int>)reset;
            s_fileControl = (delegate* unmanaged[Cdecl]<nint, byte*, int, int*, int>)fileControl;
            s_library = library;
            AreAvailable = true;
        }
    }
#pragma warning restore CA1810

    /// <summary>Whether the library was found.</summary>
    public static bool AreAvailable { get; }

    public static int BindInt64(nint statement, int parameter, long value) => s_bindInt64(statement, parameter, value);

    public static int BindDouble(nint statement, int parameter, double value) => s_bindDouble(statement, parameter, value);

    public static int BindNull(nint statement, int parameter) => s_bindNull(statement, parameter);

    /// <summary>Binds bytes that stay where they are and as they are until the statement has run.</summary>
    public static int BindPinned(nint statement, int parameter, ReadOnlySpan<byte> bytes, bool isText)
    {
        // SQLITE_STATIC of sqlite3.h: nothing is copied, and nothing is to be freed.
        const nint isStatic = 0;
        fixed (byte* address = bytes)
        {
            return isText
                ? s_bindText(statement, parameter, address, bytes.Length, isStatic)
                : s_bindBlob(statement, parameter, address, bytes.Length, isStatic);
        }
    }

    public static long ColumnInt64(nint statement, int column) => s_columnInt64(statement, column);

    public static int ColumnType(nint statement, int column) => s_columnType(statement, column);

    public static int Step(nint statement) => s_step(statement);

    public static int Reset(nint statement) => s_reset(statement);

    /// <summary>Asks a database's file something that is answered by a number; null where it does not know.</summary>
    public static int? FileControl(nint connection, int question)
    {
        int answer = 0;
        return AreAvailable && s_fileControl(connection, null, question, &answer) == Db.SQLITE_OK ? answer : null;
    }

    /// <summary>The address of another of the library's functions; 0 where it has none of this name, or was not found.</summary>
    public static nint Find(string function) =>
        AreAvailable && NativeLibrary.TryGetExport(s_library, function, out nint address) ? address : 0;

    /// <summary>The library that answers SQLitePCLRaw: known by the address of a text inside it.</summary>
    private static nint? FindLibrary()
    {
        if (!NativeLibrary.TryLoad("e_sqlite3", typeof(SQLite3Provider_e_sqlite3).Assembly, null, out nint library)
            || !NativeLibrary.TryGetExport(library, "sqlite3_libversion", out nint version))
        {
            return null;
        }

        utf8z text = Db.sqlite3_libversion();
        fixed (byte* address = text)
        {
            return (nint)address == ((delegate* unmanaged[Cdecl]<nint>)version)() ? library : null;
        }
    }
}
