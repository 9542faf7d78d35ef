using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Decodes stored events into what a list shows.</summary>
/// <param name="connection">Where the events are.</param>
/// <param name="catalogue">What they mean.</param>
/// <param name="strings">Where the runs' strings are, if they are elsewhere.</param>
internal sealed class EventRowReader(ReaderConnection connection, StoredCatalogue catalogue, ReaderConnection? strings = null)
{
    private readonly EventWords _words = new(connection);
    private readonly EventTexts _texts = new(connection, strings);

    public EventRow Read(FlowKey flow, in StoredEvent stored)
    {
        StoredType type = catalogue.Keys[stored.Key].Type;
        return new EventRow(
            stored.Id, flow, stored.Ns, type.Id, type.EventType, type.Name, stored.Payload,
            Decode(flow.RunId, stored, type));
    }

    private FieldValue[] Decode(long run, in StoredEvent stored, StoredType type)
    {
        if (type.Descriptor is not { } descriptor)
        {
            return [];
        }

        TraceEvent traceEvent = _words.Read(stored, type);
        _texts.GoTo(run, stored.Id);
        var values = new FieldValue[descriptor.Fields.Count];
        for (int n = 0; n < values.Length; n++)
        {
            FieldDescriptor field = descriptor.Fields[n];
            values[n] = new FieldValue(field.Name, FieldDecoder.ToObject(traceEvent, field, _texts));
        }

        return values;
    }
}
