using System.Buffers.Binary;
using System.Text;

namespace Ojo.Interop.Tests.Perfetto;

/// <summary>A message of Protocol Buffers, read by the rules of the encoding and by nothing that writes it here.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte>? Bytes)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            ulong tag = Varint(bytes.Span, ref at);
            Assert.NotEqual(0UL, tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add(((int)(tag >> 3), Varint(bytes.Span, ref at), null));
                    break;
                case 1:
                    _fields.Add(((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..]), null));
                    at += 8;
                    break;
                case 2:
                    int length = checked((int)Varint(bytes.Span, ref at));
                    _fields.Add(((int)(tag >> 3), 0, bytes.Slice(at, length)));
                    at += length;
                    break;
                default:
                    Assert.Fail($"wire type {tag & 7}");
                    break;
            }
        }
    }

    public IEnumerable<int> Fields => _fields.Select(static one => one.Field);

    public bool Has(int field) => _fields.Exists(one => one.Field == field);

    public ulong Number(int field) => _fields.Find(one => one.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    /// <summary>A text, which must be UTF-8; null where there is none.</summary>
    public string? Text(int field) =>
        _fields.Find(one => one.Field == field).Bytes is { } bytes ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span) : null;

    public ProtoMessage? Message(int field) => Messages(field).SingleOrDefault();

    public IEnumerable<ProtoMessage> Messages(int field) => _fields.Where(one => one.Field == field).Select(static one => new ProtoMessage(one.Bytes!.Value));

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            Assert.True(shift < 70);
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
