using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ojo.Storage.Ingestion;

/// <summary>Memory that is given back to the system as soon as it is not needed, whenever the collector may run.</summary>
/// <remarks>For one thread at a time.</remarks>
/// <param name="length">How many bytes it has while it is acquired.</param>
internal sealed unsafe class SliceMemory(int length) : IDisposable
{
    /// <summary>
    /// glibc gives pieces back at once that are as large as M_MMAP_THRESHOLD at its highest, 32 MiB, and may keep smaller ones.
    /// Of what is asked for beyond the length no page is ever touched, so none is taken.
    /// </summary>
    private const int LeastGivenBack = (32 << 20) + 1;

    private byte* _memory;

    ~SliceMemory() => Release();

    /// <summary>Takes the memory, if it has not got it. Its content is whatever was there.</summary>
    public void Acquire()
    {
        if (_memory is null)
        {
            _memory = (byte*)NativeMemory.Alloc((nuint)(OperatingSystem.IsLinux() ? Math.Max(length, LeastGivenBack) : length));
        }
    }

    /// <summary>Gives the memory back. It can be acquired again.</summary>
    public void Release()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }

    /// <summary>A part of it; empty while it is not acquired.</summary>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <param name="count">How many elements it has.</param>
    /// <typeparam name="T">Of its elements.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Part<T>(int offset, int count)
        where T : unmanaged => _memory is null ? [] : new Span<T>(_memory + offset, count);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }
}
