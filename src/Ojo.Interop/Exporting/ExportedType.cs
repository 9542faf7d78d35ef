using System.Globalization;
using System.Text;
using Ojo.Catalogue;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>An event type, made ready for writing its events.</summary>
internal sealed class ExportedType
{
    public ExportedType(StoredEventType type)
    {
        Name = Encoding.UTF8.GetBytes(type.Descriptor?.Name ?? string.Create(CultureInfo.InvariantCulture, $"0x{type.EventType:X8}"));
        if (type.Descriptor is not { } descriptor)
        {
            return;
        }

        int texts = 0;
        Fields = new ExportedField[descriptor.Fields.Count];
        for (int n = 0; n < Fields.Length; n++)
        {
            FieldDescriptor field = descriptor.Fields[n];
            Fields[n] = new ExportedField(field, texts);
            texts += ExportedField.IsText(field) ? 1 : 0;
        }
    }

    /// <summary>Its wire name; its id, <c>0x0000ABCD</c>, where no schema names it.</summary>
    public byte[] Name { get; }

    /// <summary>Its fields; null where no schema names it.</summary>
    public ExportedField[]? Fields { get; }
}
