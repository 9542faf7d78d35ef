using System.Text;
using Ojo.Catalogue;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Exporting;

/// <summary>Makes events with a field of every type, at the ends of what it can be, and some that no schema names.</summary>
internal sealed class EveryTypeImporter : IImporter
{
    private static readonly byte[][] s_texts = [[], [.. "=1+1"u8], [.. "a,\"b\"\r\nc"u8], [0xFF, 0xFE, (byte)'x'], [.. "\t späť 😀"u8], Encoding.UTF8.GetBytes(new string('l', 5000))];

    public string Format => "every";

    public string Description => "a field of every type";

    /// <summary>A store in a directory, with such events and nothing else.</summary>
    public static IStoreReader Fill(TemporaryDirectory directory)
    {
        File.WriteAllText(directory["every"], "EVERY");
        TraceImport.Run(new ImportOptions { Files = [directory["every"]], DatabasePath = directory["store.db"], Importers = [new EveryTypeImporter()] });
        return OjoStore.OpenReader(directory["store.db"]);
    }

    public bool Recognizes(ReadOnlySpan<byte> head, string fileName) => head.StartsWith("EVERY"u8);

    public void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        EventDescriptor all = Describe();
        using ImportedRun run = target.Begin(new ImportedRunStart { Service = "s", StartUnixNs = 1_700_000_000_123_456_789, Events = [all], Clock = Format });
        run.Write(1, 1, 0xF0000001, [ulong.MaxValue, 2, 3, 4, 5]);
        run.Write(2, 1, 0xF0000001, 7);
        uint[] strings = [0, run.Intern("-2"), run.Intern("plain"), 99];
        Random random = new(5);
        for (int n = 0; n < 300; n++)
        {
            ulong[] words = new ulong[(all.Fields.Max(static field => field.BitOffset + field.BitWidth) + 63) / 64];
            foreach (FieldDescriptor field in all.Fields.Where(static field => field.BitWidth > 0))
            {
                for (int bit = 0; bit < field.BitWidth; bit += 64)
                {
                    int width = Math.Min(64, field.BitWidth - bit);
                    ulong value = n switch { 0 => 0, 1 => ulong.MaxValue, _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) };
                    value = field.Type switch
                    {
                        FieldType.String => strings[n % strings.Length],
                        FieldType.F64 when n < 5 => BitConverter.DoubleToUInt64Bits(((double[])[0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.1])[n]),
                        _ => width == 64 ? value : value & ((1UL << width) - 1),
                    };
                    Put(words, field.BitOffset + bit, value, width);
                }
            }

            run.Write(10 + n, (uint)(1 + (n % 2)), all.Id, words);
            run.WriteText(s_texts[n % s_texts.Length]);
            run.WriteText(s_texts[(n + 1) % s_texts.Length]);
        }
    }

    private static void Put(ulong[] words, int offset, ulong value, int width)
    {
        words[offset >> 6] |= value << (offset & 63);
        if ((offset & 63) + width > 64)
        {
            words[(offset >> 6) + 1] |= value >> (64 - (offset & 63));
        }
    }

    private static EventDescriptor Describe()
    {
        List<FieldDescriptor> fields = [];
        int offset = 0;
        Add("TYPE", FieldType.U8, 3);
        Add("u64", FieldType.U64, 64, "bytes");
        Add("i64", FieldType.I64, 64);
        Add("i8", FieldType.I8, 8);
        Add("u32", FieldType.U32, 32);
        Add("i32", FieldType.I32, 32);
        Add("truth", FieldType.Bool, 1);
        Add("f32", FieldType.F32, 32);
        Add("f64", FieldType.F64, 64);
        Add("duration", FieldType.Duration, 64);
        Add("timestamp", FieldType.Timestamp, 64);
        Add("char", FieldType.Char, 16);
        Add("string", FieldType.String, 32);
        Add("enum", FieldType.Enum, 4);
        Add("text", FieldType.Text, 0);
        Add("ip", FieldType.Ip, 128);
        Add("bytes", FieldType.Bytes, 0);
        Add("uuid", FieldType.Uuid, 128);
        return new EventDescriptor { Id = EventTypeId.Derive("every", "ALL"), Name = "ALL", Provider = "every", Fields = fields };

        void Add(string name, FieldType type, int width, string unit = "")
        {
            fields.Add(new FieldDescriptor
            {
                Name = name,
                Type = type,
                BitOffset = offset,
                BitWidth = width,
                Unit = unit,
                Values = type == FieldType.Enum ? [new EnumValue("minus", -1), new EnumValue("@zero", 0), new EnumValue("three", 3)] : [],
            });
            offset += width;
        }
    }
}
