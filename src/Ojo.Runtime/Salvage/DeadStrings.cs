using System.Runtime.InteropServices;
using Ojo.Flushing;
using Ojo.Format;
using Ojo.Strings;

namespace Ojo.Salvage;

/// <summary>The strings that a dead process had defined.</summary>
/// <remarks>
/// All of them are defined again, at the beginning of what is salvaged: whether a file has them already the ring does not
/// say, and a definition that comes twice says the same.
/// </remarks>
internal sealed class DeadStrings
{
    private readonly DeadRing _ring;
    private readonly RingFile _file;
    private readonly long _start;
    private readonly long _length;
    private long _position;

    public DeadStrings(DeadRing ring, RingFile file, long start, long length, long position)
    {
        _position = position;
        _ring = ring;
        _file = file;
        _start = start;
        _length = length;
    }

    /// <summary>How many bytes of definitions have been written.</summary>
    public long Position => _position;

    /// <summary>Writes the definitions that have not been written yet, until the batch is full.</summary>
    /// <param name="batch">A trace file, at its beginning.</param>
    /// <param name="ticks">The time of the first event that comes after them.</param>
    public void WriteTo(TraceBatch batch, long ticks)
    {
        ulong time = batch.Conversion.ToUnits(ticks);
        Span<byte> head = stackalloc byte[StringArea.HeadSize];
        while (_position < _length && batch.Room > 0)
        {
            if (_length - _position < StringArea.HeadSize)
            {
                Stop();
                return;
            }

            _file.Read(head, _start + _position);
            uint id = MemoryMarshal.Read<uint>(head);
            uint bytes = MemoryMarshal.Read<uint>(head[sizeof(uint)..]);
            if (id == 0 || bytes > Tracer.MostTextBytes || StringArea.SizeOf((int)bytes) > _length - _position)
            {
                Stop();
                return;
            }

            Write(batch, time, id, bytes);
            _position += StringArea.SizeOf((int)bytes);
        }
    }

    private void Write(TraceBatch batch, ulong time, uint id, uint bytes)
    {
        batch.Writer.Write(new TraceRecord(time, id, MetaEvent.StringDefine, bytes));
        Span<ulong> words = stackalloc ulong[(Tracer.MostTextBytes / sizeof(ulong)) + 1];
        words = words[..(int)((bytes + sizeof(ulong) - 1) / sizeof(ulong))];
        _file.Read(MemoryMarshal.AsBytes(words), _start + _position + StringArea.HeadSize);
        foreach (ulong word in words)
        {
            batch.Writer.Write(new TraceRecord(time, id, MetaEvent.Extend, word));
        }
    }

    private void Stop()
    {
        _ring.AddDamage("the strings make no sense from some place on");
        _position = _length;
    }
}
