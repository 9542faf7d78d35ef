using System.Runtime.InteropServices;
using Ojo.Flushing;
using Ojo.Format;

namespace Ojo.Strings;

/// <summary>Brings the definitions of new strings into trace files, each once and before the first event that may refer to it.</summary>
internal sealed class StringDrain
{
    private readonly StringArea _area;
    private long _position;
    private long _end;
    private long _committed;

    public StringDrain(StringArea area) => _area = area;

    /// <summary>Fixes what is to be written in this round: all that is defined now.</summary>
    public void Begin() => _end = _area.Committed;

    /// <summary>Writes the definitions that no file has, until the batch is full.</summary>
    /// <param name="batch">A trace file, at its beginning.</param>
    /// <param name="ticks">The time of the first event that comes after them.</param>
    public void WriteTo(TraceBatch batch, long ticks)
    {
        ulong time = batch.Conversion.ToUnits(ticks);
        while (_position < _end && batch.Room > 0)
        {
            ReadOnlySpan<byte> text = _area.Read(ref _position, out uint id);
            batch.Writer.Write(new TraceRecord(time, id, MetaEvent.StringDefine, (ulong)text.Length));
            for (; !text.IsEmpty; text = text[Math.Min(sizeof(ulong), text.Length)..])
            {
                ulong word = 0;
                text[..Math.Min(sizeof(ulong), text.Length)].CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref word)));
                batch.Writer.Write(new TraceRecord(time, id, MetaEvent.Extend, word));
            }
        }
    }

    /// <summary>What was written is in a file with its final name.</summary>
    public void Commit() => _committed = _position;

    /// <summary>The file was not written: everything since the last commit is to be written again.</summary>
    public void RollBack() => _position = _committed;
}
