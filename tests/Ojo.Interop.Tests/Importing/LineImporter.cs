using System.Globalization;
using System.Text;
using Ojo.Catalogue;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Tests.Importing;

/// <summary>A format of lines, <c>LINES</c> and then <c>time flow window note</c> on each, to try with what every format needs.</summary>
internal sealed class LineImporter : IImporter
{
    public const string Provider = "lines";

    public static readonly EventDescriptor Noted = new()
    {
        Id = EventTypeId.Derive(Provider, "NOTED"),
        Name = "NOTED",
        Provider = Provider,
        Description = "A note \"of\" two lines\n",
        Role = EventRole.State,
        Fields =
        [
            new FieldDescriptor { Name = "name", Type = FieldType.String, BitOffset = 0, BitWidth = 32 },
            new FieldDescriptor { Name = "kind", Type = FieldType.Enum, BitOffset = 32, BitWidth = 2, Values = [new EnumValue("odd", 1), new EnumValue("even", 2)] },
            new FieldDescriptor { Name = "number", Type = FieldType.U64, BitOffset = 34, BitWidth = 64, Kind = FieldKind.Count, Unit = "notes" },
            new FieldDescriptor { Name = "note", Type = FieldType.Text, BitOffset = 98, BitWidth = 0 },
        ],
    };

    public string Format => "lines";

    public string Description => "lines of numbers";

    public bool Recognizes(ReadOnlySpan<byte> head, string fileName) => head.StartsWith("LINES"u8);

    public void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        using ImportedRun run = target.Begin(new ImportedRunStart
        {
            Service = "a program",
            Host = "elsewhere",
            StartUnixNs = 1_700_000_000_123_456_789,
            Events = [Noted],
            Clock = Format,
        });
        using StreamReader lines = new(source.Content);
        lines.ReadLine();
        ulong number = 0;
        while (lines.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ', 4);
            if (parts.Length < 4)
            {
                report.Add(-1, $"'{line}' is no line.");
                continue;
            }

            if (parts[3] == "END")
            {
                throw new ImportException("Nobody knows what comes after END.", 17);
            }

            long time = long.Parse(parts[0], CultureInfo.InvariantCulture);
            uint flow = uint.Parse(parts[1], CultureInfo.InvariantCulture);
            run.Write(time, flow, 0x300, ulong.Parse(parts[2], CultureInfo.InvariantCulture));
            number++;
            ulong kind = number % 2 == 1 ? 1ul : 2ul;
            run.Write(time, flow, Noted.Id, [run.Intern(parts[3]) | (kind << 32) | (number << 34), number >> 30]);
            run.WriteText(Encoding.UTF8.GetBytes(parts[3]));
        }
    }
}
